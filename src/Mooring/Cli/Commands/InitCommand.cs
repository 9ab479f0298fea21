using System.CommandLine;
using Mooring.Composition;
using Mooring.Configuration;
using Mooring.Core;
using Mooring.Core.Addresses;
using Mooring.Engine.Sources.Interface;
using Mooring.Setup;
using Mooring.Telling;

namespace Mooring.Cli.Commands;

/// <summary><c>init</c>: writes a first configuration from answers, options or the variables of other tools.</summary>
internal sealed class InitCommand
{
    private readonly Option<string?> provider;
    private readonly Option<string?> id;
    private readonly Option<string?> secretFile;
    private readonly Option<string[]> names;
    private readonly Option<string[]> families;
    private readonly Option<string?> card;
    private readonly Option<bool> force;

    private InitCommand(Language language)
    {
        provider = new Option<string?>("--provider") { HelpName = "alidns|tencent", Description = new Text("The DNS host", "DNS 服务商").In(language) };
        provider.CompletionSources.Add("alidns", "tencent");
        id = new Option<string?>("--id") { HelpName = "ID", Description = new Text("The key's id (AccessKey ID, SecretId)", "密钥 ID（AccessKey ID、SecretId）").In(language) };
        secretFile = new Option<string?>("--secret-file") { HelpName = "FILE", Description = new Text("A file that holds the secret; it is referred to, not copied", "保存密钥的文件；只引用，不复制").In(language) };
        names = new Option<string[]>("--name")
        {
            HelpName = "NAME",
            AllowMultipleArgumentsPerToken = true,
            Description = new Text("A name that shall point to this machine; may be given again", "应指向本机的域名；可多次给出").In(language),
        };
        families = Choice<string[]>("--family", "ipv4|ipv6", ["ipv4", "ipv6"], new Text(
            "What to publish; may be given again (IPv4, and IPv6 where this machine has a public address)", "发布哪种地址；可多次给出（默认 IPv4，本机有公网 IPv6 地址时也发布 IPv6）"), language);
        families.AllowMultipleArgumentsPerToken = true;
        card = new Option<string?>("--interface") { HelpName = "NAME", Description = new Text("The interface that has the IPv6 address", "持有 IPv6 地址的网卡").In(language) };
        force = new Option<bool>("--force") { Description = new Text("Replace a file that exists", "替换已存在的文件").In(language) };
    }

    /// <summary>The verb with its texts in that language.</summary>
    public static Verb Create(Language language)
    {
        var command = new InitCommand(language);
        var verb = new Verb("init", new Text("Write a first configuration", "生成第一份配置"), language)
        {
            Details = new Text(
                "Asks at a terminal; elsewhere takes options, or the environment variables that the vendors' tools, lego and acme.sh use. Writes ./mooring.yaml (or the file of --config or MOORING_CONFIG), readable by you alone. Secrets never go into it: it refers to a variable or to a file of their own.",
                "在终端中逐项提问；否则使用选项，或厂商工具、lego、acme.sh 所用的环境变量。写入 ./mooring.yaml（或 --config、MOORING_CONFIG 指定的文件），仅本人可读。密钥不会写入其中，而是引用变量或单独的文件。"),
            Examples =
            [
                new Example("mooring init", new Text("answer the questions", "回答问题")),
                new Example("ALICLOUD_ACCESS_KEY=… ALICLOUD_SECRET_KEY=… mooring init --name nas.example.com", new Text("from lego's variables", "使用 lego 的变量")),
                new Example("mooring init --provider tencent --id AKID… --secret-file /etc/mooring/key --name nas.example.com --family ipv6", new Text("from options alone", "仅使用选项")),
            ],
            // A question waits for its answer without hearing of signals; the signal ends the program all the same.
            RunAsync = (context, cancellation) => Task.Run(() => command.Run(context), cancellation).WaitAsync(cancellation),
        };
        Option[] options = [command.provider, command.id, command.secretFile, command.names, command.families, command.card, command.force];
        foreach (var option in options)
        {
            verb.Add(option);
        }

        return verb;
    }

    private int Run(CommandContext context)
    {
        var named = context.Get(context.Options.Config) ?? context.Environment.FindFilled("MOORING_CONFIG");
        var file = Path.GetFullPath(named ?? ConfigurationSearch.FileName, context.Environment.WorkingDirectory);
        var files = new SetupFiles(file, context.Get(force));
        files.CheckFree([file]);
        var interview = context.Terminal.InputIsTerminal ? new Interview(context.Terminal, context.Language) : null;
        var wishes = Wishes(context);
        var first = new SetupChoices(wishes, context.Environment, ThisMachine.PublicIPv6(new SystemInterfaceReader()), interview).Make();
        var secrets = files.SecretPaths(first);
        files.CheckFree(secrets);
        var text = FirstConfigurationText.Write(first, context.Language);
        Check(context, first, text, file, wishes);
        files.Write(first, text);
        Report(context, first, file, secrets);
        return ExitCode.Done;
    }

    private SetupWishes Wishes(CommandContext context) => new()
    {
        Provider = context.Get(provider),
        Id = context.Get(id),
        SecretFile = context.Get(secretFile),
        Names = context.Get(names) ?? [],
        Families = [.. (context.Get(families) ?? []).Select(word => word == IpFamily.IPv6.Word() ? IpFamily.IPv6 : IpFamily.IPv4)],
        Interface = context.Get(card),
    };

    /// <summary>The loader judges the text before anything is written; variables stand in for the secret files that are yet to come.</summary>
    private static void Check(CommandContext context, FirstConfiguration first, string text, string file, SetupWishes wishes)
    {
        var variables = context.Environment.Variables.Select(pair => (pair.Key, pair.Value)).ToList();
        foreach (var secret in first.Accounts.Select(account => account.NewSecret).OfType<SecretFile>())
        {
            context.Secrets.Add(secret.Content.Reveal());
            variables.Add((secret.Name, secret.Content.Reveal()));
            text = text.Replace($"${{file:{secret.Name}}}", $"${{env:{secret.Name}}}", StringComparison.Ordinal);
        }

        var loaded = ConfigurationLoader.Parse(text, file, context.Environment with { Variables = ProcessEnvironment.VariablesOf(variables) }, ProviderLines.Of);
        if (loaded.Configuration is null)
        {
            throw new ProblemsException([.. loaded.Errors.Select(error => error with { File = null, Line = null, Column = null, Key = OptionOf(error.Key ?? "", wishes) })]);
        }
    }

    /// <summary>The option that a key's value came from; the key itself where it came from elsewhere.</summary>
    private static string OptionOf(string key, SetupWishes wishes) => key.Split('.') switch
    {
        [.., "name"] when wishes.Names.Count > 0 => "--name",
        [.., "interface"] when wishes.Interface is not null => "--interface",
        [.., "access-key-id" or "secret-id"] when wishes.Id is not null => "--id",
        [.., "access-key-secret" or "secret-key"] when wishes.SecretFile is not null => "--secret-file",
        _ => key,
    };

    private static void Report(CommandContext context, FirstConfiguration first, string file, IReadOnlyList<string> secrets)
    {
        if (context.Output.IsJson)
        {
            context.Output.Json(json =>
            {
                json.WriteStartObject();
                json.WriteString("file", file);
                json.WriteStartArray("secretFiles");
                foreach (var secret in secrets)
                {
                    json.WriteStringValue(secret);
                }

                json.WriteEndArray();
                json.WriteEndObject();
            });
            return;
        }

        context.Output.Line(new Text($"wrote {string.Join(", ", secrets.Append(file))}", $"已写入 {string.Join("、", secrets.Append(file))}"));
        if (first.Accounts.Any(account => account.Secret.StartsWith("${env:", StringComparison.Ordinal)))
        {
            context.Output.Line(new Text(
                "It refers to environment variables: they must be set wherever mooring runs, in cron and services too.",
                "配置引用了环境变量：运行 mooring 的地方（包括 cron 和服务）都必须设置它们。"));
        }

        var config = context.Get(context.Options.Config) is { } named ? $" --config {Shell.Quote(named)}" : "";
        context.Output.Line(new Text($"Next: mooring check{config}, then mooring plan{config}", $"下一步：先运行 mooring check{config}，再运行 mooring plan{config}"));
    }

    private static Option<T> Choice<T>(string name, string helpName, string[] words, Text about, Language language)
    {
        var option = new Option<T>(name) { HelpName = helpName, Description = about.In(language) };
        GlobalOptions.OnlyWords(option, words, language);
        return option;
    }
}
