using System.Text;
using Mooring.Configuration.Reading;
using Mooring.Configuration.Sections;
using Mooring.Configuration.Settings;
using Mooring.Configuration.Yaml;
using Mooring.Core;

namespace Mooring.Configuration;

/// <summary>What came of reading a configuration.</summary>
/// <param name="Configuration">The validated configuration; null when there are errors.</param>
/// <param name="Problems">Errors and warnings in the order of the file.</param>
/// <param name="Secrets">Every secret that was read, for whoever keeps them out of logs.</param>
internal sealed record LoadedConfiguration(
    MooringConfiguration? Configuration, IReadOnlyList<Problem> Problems, IReadOnlyCollection<string> Secrets)
{
    /// <summary>The errors.</summary>
    public IReadOnlyList<Problem> Errors => [.. Problems.Where(problem => !problem.IsWarning)];

    /// <summary>The warnings.</summary>
    public IReadOnlyList<Problem> Warnings => [.. Problems.Where(problem => problem.IsWarning)];
}

/// <summary>Reads a configuration file and finds everything that is wrong with it at once. Touches no network.</summary>
internal static class ConfigurationLoader
{
    private const int LargestFile = 2 * 1024 * 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a file in Mooring's own form.</summary>
    /// <param name="path">Relative to the working directory.</param>
    /// <param name="environment">Variables and user.</param>
    /// <param name="lines">Which line a word means.</param>
    public static LoadedConfiguration Load(string path, ProcessEnvironment environment, LineWords lines) =>
        Load(path, environment, (text, file, around) => Parse(text, file, around, lines));

    /// <summary>Reads a file.</summary>
    /// <param name="path">Relative to the working directory.</param>
    /// <param name="environment">Variables and user.</param>
    /// <param name="parse">Makes a configuration of its content and absolute path.</param>
    public static LoadedConfiguration Load(
        string path, ProcessEnvironment environment, Func<string, string, ProcessEnvironment, LoadedConfiguration> parse)
    {
        var file = Path.GetFullPath(path, environment.WorkingDirectory);
        if (SmallFile.Read(environment.Credential(file) ?? file, LargestFile, environment, out var why) is not { } bytes)
        {
            return Refuse(new Problem(why!.Message, why.Mend) { File = file });
        }

        if (bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble))
        {
            bytes = bytes[Encoding.UTF8.Preamble.Length..];
        }

        if (Array.IndexOf(bytes, (byte)0) is >= 0 and var nul)
        {
            return Refuse(NoText(bytes, nul, file));
        }

        try
        {
            return parse(StrictUtf8.GetString(bytes), file, environment);
        }
        catch (DecoderFallbackException e)
        {
            return Refuse(NotUtf8(bytes, e.Index, file));
        }
    }

    /// <summary>Reads a text that stands for a file in Mooring's own form.</summary>
    /// <param name="text">The content.</param>
    /// <param name="file">The file's absolute path.</param>
    /// <param name="environment">Variables and user.</param>
    /// <param name="lines">Which line a word means.</param>
    public static LoadedConfiguration Parse(string text, string file, ProcessEnvironment environment, LineWords lines) =>
        Judge(file, environment, lines, state => Document(text, state));

    /// <summary>Judges settings, wherever they come from.</summary>
    /// <param name="file">The absolute path of the file that they stand in.</param>
    /// <param name="environment">Variables and user.</param>
    /// <param name="lines">Which line a word means.</param>
    /// <param name="read">Gives the settings in the form of Mooring's file, each where it stands; null when it has reported why it cannot.</param>
    public static LoadedConfiguration Judge(string file, ProcessEnvironment environment, LineWords lines, Func<LoadState, Node?> read)
    {
        var state = new LoadState(file, environment, lines);
        MooringConfiguration? configuration = null;
        try
        {
            configuration = read(state) is { } top ? Read(top, state) : null;
        }
        catch (YamlFault fault)
        {
            state.Problems.Add(fault.Problem);
        }

        Problem[] problems = [.. state.Problems
            .Select(problem => problem with { File = problem.File ?? file })
            .OrderBy(problem => problem.Line ?? 0).ThenBy(problem => problem.Column ?? 0)
            .Distinct()];
        var secrets = Secrets(state, configuration);
        var good = problems.Any(problem => !problem.IsWarning) ? null : configuration;
        return new LoadedConfiguration(good is null ? null : good with { Secrets = secrets, Outside = OutsideOf(state) }, problems, secrets);
    }

    private static OutsideValues OutsideOf(LoadState state) => new(
        [.. state.Files.Distinct(StringComparer.Ordinal)],
        [.. state.Variables.Distinct(StringComparer.Ordinal)],
        state.FileHoldsSecrets,
        state.Environment.Credential(state.File));

    // A name that a command is told, too, is no secret.
    private static HashSet<string> Secrets(LoadState state, MooringConfiguration? configuration)
    {
        var names = configuration is null ? [] : configuration.Records.Select(record => record.Name.Value)
            .Concat(configuration.Accounts.Concat(configuration.ManualAccounts).Select(account => account.Name)).Concat(configuration.Addresses.Select(address => address.Name)).ToArray();
        var secret = state.Suspects.Where(suspect => !names.Any(name => name.Contains(suspect, StringComparison.OrdinalIgnoreCase)));
        return [.. state.Secrets, .. secret];
    }

    private static Node? Document(string text, LoadState state)
    {
        var top = YamlReader.Read(text, state.Problems);
        if (top is null)
        {
            state.Problems.Add(new Problem(new Text("the file is empty", "文件为空"),
                new Text("`mooring init` writes a first configuration", "`mooring init` 可生成第一份配置")) { Line = 1, Column = 1 });
        }

        return top;
    }

    private static MooringConfiguration? Read(Node top, LoadState state)
    {
        if (!Section.TryOpen(top, RootSection.Shape, state, out var section))
        {
            return null;
        }

        var configuration = RootSection.Read(section);
        if (state.FileHoldsSecrets && File.Exists(state.File))
        {
            FileTrust.WarnIfOthersCanRead(state.File, top, state);
        }

        return configuration;
    }

    private static Problem NotUtf8(byte[] bytes, int index, string file) => At(bytes, index, file, new Problem(
        new Text("the file is not written in UTF-8", "文件不是 UTF-8 编码"),
        new Text(
            "save it as UTF-8; editors on Windows often save Chinese text as GBK (ANSI)",
            "请另存为 UTF-8；Windows 上的编辑器常把中文保存为 GBK（ANSI）")));

    // The YAML reader takes a NUL for the end of the text, so what follows would be lost unsaid.
    private static Problem NoText(byte[] bytes, int index, string file) => At(bytes, index, file, new Problem(
        new Text("a NUL byte stands here, so this is no text in UTF-8", "此处有 NUL 字节，文件不是 UTF-8 文本"),
        new Text(
            "save it as UTF-8 (not UTF-16); after a power failure a file may hold nothing but NUL bytes: take it from a backup, or write it anew with `mooring init`",
            "请另存为 UTF-8（而非 UTF-16）；断电后文件可能只剩 NUL 字节：请从备份恢复，或用 `mooring init` 重新生成")));

    private static Problem At(byte[] bytes, int index, string file, Problem problem)
    {
        var before = bytes.AsSpan(0, Math.Clamp(index, 0, bytes.Length));
        return problem with { File = file, Line = before.Count((byte)'\n') + 1, Column = before.Length - before.LastIndexOf((byte)'\n') };
    }

    private static LoadedConfiguration Refuse(Problem problem) => new(null, [problem], []);
}
