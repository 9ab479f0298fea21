using System.CommandLine;
using Microsoft.Extensions.Logging;
using Mooring.Cli.Logging;
using Mooring.Core;
using Mooring.Telling;

namespace Mooring.Cli;

/// <summary>The options of every verb; they may stand before or after it.</summary>
internal sealed class GlobalOptions
{
    private static readonly string[] Formats = ["text", "json"];
    private static readonly string[] Languages = ["en", "zh"];
    private static readonly string[] Levels = ["trace", "debug", "info", "warn", "error"];

    /// <summary>Makes the options with their descriptions in that language.</summary>
    public GlobalOptions(Language language)
    {
        Config = new Option<string?>("--config")
        {
            Recursive = true,
            HelpName = "FILE",
            Description = new Text(
                "The configuration; else MOORING_CONFIG, ./mooring.yaml, /etc/mooring/mooring.yaml, ./ddns.conf, /etc/ddns.conf",
                "配置文件；未给出时依次查找 MOORING_CONFIG、./mooring.yaml、/etc/mooring/mooring.yaml、./ddns.conf、/etc/ddns.conf").In(language),
        };
        Output = Choice("--output", "text|json", Formats, language, new Text(
            "The form of results on standard output (text)", "标准输出中结果的格式（默认 text）"));
        LogLevel = Choice("--log-level", "LEVEL", Levels, language, new Text(
            "trace, debug, info, warn or error; logs go to standard error", "trace、debug、info、warn 或 error；日志写到标准错误"));
        LogFormat = Choice("--log-format", "text|json", Formats, language, new Text(
            "The form of what goes to standard error (text); json writes one object a line", "标准错误中日志的格式（默认 text）；json 为每行一个对象"));
        Language = Choice("--language", "en|zh", Languages, language, new Text(
            "The language of messages; else by LC_ALL, LC_MESSAGES, LANG", "消息语言；未给出时由 LC_ALL、LC_MESSAGES、LANG 决定"));
    }

    /// <summary><c>--config FILE</c>.</summary>
    public Option<string?> Config { get; }

    /// <summary><c>--output text|json</c>.</summary>
    public Option<string?> Output { get; }

    /// <summary><c>--log-level</c>.</summary>
    public Option<string?> LogLevel { get; }

    /// <summary><c>--log-format text|json</c>.</summary>
    public Option<string?> LogFormat { get; }

    /// <summary><c>--language en|zh</c>.</summary>
    public Option<string?> Language { get; }

    /// <summary>All of them, in the order of the help.</summary>
    public IEnumerable<Option> All => [Config, Output, LogLevel, LogFormat, Language];

    /// <summary>The form of results, known before the arguments are parsed.</summary>
    public static OutputFormat FormatOf(IReadOnlyList<string> arguments) =>
        ArgumentScan.ValueOf(arguments, "--output") == "json" ? OutputFormat.Json : OutputFormat.Text;

    /// <summary>The form of the log, known before the arguments are parsed.</summary>
    public static LogFormat LogFormatOf(IReadOnlyList<string> arguments) =>
        ArgumentScan.ValueOf(arguments, "--log-format") == "json" ? Logging.LogFormat.Json : Logging.LogFormat.Text;

    /// <summary>The level that was asked for, or the verb's own.</summary>
    public static LogLevel LevelOf(IReadOnlyList<string> arguments, LogLevel byDefault) =>
        ArgumentScan.ValueOf(arguments, "--log-level") switch
        {
            "trace" => Microsoft.Extensions.Logging.LogLevel.Trace,
            "debug" => Microsoft.Extensions.Logging.LogLevel.Debug,
            "info" => Microsoft.Extensions.Logging.LogLevel.Information,
            "warn" => Microsoft.Extensions.Logging.LogLevel.Warning,
            "error" => Microsoft.Extensions.Logging.LogLevel.Error,
            _ => byDefault,
        };

    private static Option<string?> Choice(string name, string helpName, string[] words, Language language, Text description)
    {
        var option = new Option<string?>(name) { Recursive = true, HelpName = helpName, Description = description.In(language) };
        OnlyWords(option, words, language);
        return option;
    }

    /// <summary>Refuses every value that is none of the words, and completes them.</summary>
    public static void OnlyWords(Option option, string[] words, Language language)
    {
        option.Validators.Add(result =>
        {
            foreach (var value in result.Tokens.Select(token => token.Value).Except(words, StringComparer.Ordinal))
            {
                result.AddError(new Text(
                    $"{option.Name}: '{value}' is none of {string.Join(", ", words)}",
                    $"{option.Name}：“{value}”不是 {string.Join("、", words)} 之一").In(language));
            }
        });
        option.CompletionSources.Add(words);
    }
}
