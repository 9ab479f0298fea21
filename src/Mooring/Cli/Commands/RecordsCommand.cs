using System.CommandLine;
using Mooring.Cli.Output;
using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Core.Planning;
using Mooring.Core.Records;
using Mooring.Engine.Updating;
using Mooring.Rounds;

namespace Mooring.Cli.Commands;

/// <summary><c>records list|set|delete</c>: single records by hand, through the same plan and apply as everything else.</summary>
internal static class RecordsCommand
{
    /// <summary>The group with its verbs.</summary>
    public static Verb Create(Language language)
    {
        var group = new Verb("records", new Text("List, set and delete records by hand", "手动查看、设置和删除记录"), language);
        group.Add(RecordsListCommand.Create(language));
        group.Add(CreateSet(language));
        group.Add(CreateDelete(language));
        return group;
    }

    private static Verb CreateSet(Language language)
    {
        var options = new RecordOptions(language);
        var verb = new Verb("set", new Text("Make a name hold these values", "使域名具有指定的值"), language)
        {
            Examples =
            [
                new Example("mooring records set www.example.com A 192.0.2.1 --ttl 10m", new Text("one address", "一个地址")),
                new Example("mooring records set example.com MX \"10 mx.example.net\"", new Text("a mail server", "邮件服务器")),
            ],
            RunAsync = (context, cancellation) => ApplyAsync(context, options, Setting(context, options), cancellation),
        };
        AddAll(verb, options.Name, options.Type, options.Values);
        AddAll(verb, options.Ttl, options.Line, options.Id, options.Mode, options.Account);
        return verb;
    }

    private static Verb CreateDelete(Language language)
    {
        var options = new RecordOptions(language);
        var verb = new Verb("delete", new Text("Delete records by value, by id, or all of a set", "按值、按 ID 或整组删除记录"), language)
        {
            Details = new Text("Name what is meant: VALUE…, --id ID or --all.", "必须指明要删除的内容：VALUE…、--id ID 或 --all。"),
            Examples =
            [
                new Example("mooring records delete www.example.com A 192.0.2.1", new Text("that value only", "仅删除该值")),
                new Example("mooring records delete old.example.com CNAME --all", new Text("the whole set", "删除整组")),
            ],
            RunAsync = (context, cancellation) => ApplyAsync(context, options, Deleting(context, options), cancellation),
        };
        AddAll(verb, options.Name, options.Type, options.Values);
        AddAll(verb, options.Id, options.All, options.Line, options.Account);
        return verb;
    }

    private static void AddAll(Verb verb, params Argument[] arguments) => Array.ForEach(arguments, verb.Add);

    private static void AddAll(Verb verb, params Option[] options) => Array.ForEach(options, verb.Add);

    private static Entry Setting(CommandContext context, RecordOptions options)
    {
        var arguments = new RecordArguments();
        var name = arguments.Name(context.Get(options.Name), "NAME");
        var type = arguments.Type(context.Get(options.Type));
        var texts = context.Get(options.Values) ?? [];
        var values = arguments.Values(type, texts);
        var ttl = arguments.TtlOf(context.Get(options.Ttl));
        var mode = arguments.ModeOf(context.Get(options.Mode));
        if (texts.Length == 0)
        {
            arguments.Add("VALUE", new Text("there is no value", "没有给出值"), new Text("write at least one; `records delete` removes records", "请至少写一个值；删除请用 `records delete`"));
        }

        if (context.Get(options.Id) is not null && texts.Length > 1)
        {
            arguments.Add("--id", new Text("one record holds one value", "一条记录只能有一个值"), new Text("write one VALUE with --id", "使用 --id 时只写一个 VALUE"));
        }

        arguments.Finish(name, type);
        return Entry(context, options, name, type, new Wanted.Present([.. values])) with { Ttl = ttl, Mode = mode };
    }

    private static Entry Deleting(CommandContext context, RecordOptions options)
    {
        var arguments = new RecordArguments();
        var name = arguments.Name(context.Get(options.Name), "NAME");
        var type = arguments.Type(context.Get(options.Type));
        var texts = context.Get(options.Values) ?? [];
        var values = arguments.Values(type, texts);
        var ways = (texts.Length > 0 ? 1 : 0) + (context.Get(options.Id) is not null ? 1 : 0) + (context.Get(options.All) ? 1 : 0);
        if (ways != 1)
        {
            arguments.Add("VALUE", new Text("say what to delete", "请指明要删除的内容"), new Text("exactly one of VALUE…, --id ID and --all", "VALUE…、--id ID、--all 三者选一"));
        }

        arguments.Finish(name, type);
        return Entry(context, options, name, type, new Wanted.Absent(texts.Length > 0 ? values : null)) with { Mode = SetMode.Own };
    }

    private static Entry Entry(CommandContext context, RecordOptions options, DomainName name, RecordType type, Wanted wanted) => new()
    {
        Name = name,
        Account = "",
        Line = context.Get(options.Line),
        Id = context.Get(options.Id),
        Sets = [new EntrySet(type, wanted)],
    };

    private static async Task<int> ApplyAsync(CommandContext context, RecordOptions options, Entry entry, CancellationToken cancellation)
    {
        var configuration = context.LoadConfiguration();
        using var installation = await context.InstallAsync(configuration, cancellation);
        var candidates = AccountChoice.Candidates(installation.Accounts, context.Get(options.Account), installation.Manual);
        Account account;
        try
        {
            account = candidates is [var only] ? only : (await AccountChoice.FindAsync(candidates, entry.Name, cancellation, installation.Manual)).Account;
        }
        catch (DnsApiException)
        {
            ClockNote.Show(context, installation.ClockOffsets, configuration.Clock.Warn);
            throw;
        }

        var runner = new RoundRunner(configuration, installation, new Observations(), context.Time);
        var report = await runner.RunAsync(entry with { Account = account.Name }, cancellation);
        RoundOutput.Write(context, report);
        if (configuration.Records.Any(record => record.Name == entry.Name && record.Account == account.Name))
        {
            context.Warn(new Text(
                $"{entry.Name.Describe()} also stands in {configuration.Path}: the next `update` brings it back to what is written there",
                $"{entry.Name.Describe()} 也写在 {configuration.Path} 中：下一次 `update` 会恢复为配置中的内容"));
        }

        return RoundOutput.Code(report);
    }
}
