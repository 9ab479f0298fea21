using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Mooring.Cli.Output;
using Mooring.Core;
using Mooring.Core.Records;
using Mooring.Rounds;
using Mooring.Telling;

namespace Mooring.Cli.Commands;

/// <summary><c>records list</c>: what a zone holds.</summary>
internal static class RecordsListCommand
{
    /// <summary>The verb with its texts in that language.</summary>
    public static Verb Create(Language language)
    {
        var options = new RecordOptions(language);
        var zone = new Argument<string>("ZONE") { Description = new Text("The zone, e.g. example.com", "域名，例如 example.com").In(language) };
        var verb = new Verb("list", new Text("List a zone's records with their ids", "列出域名的记录及其 ID"), language)
        {
            Examples = [new Example("mooring records list example.com", new Text("every record of the zone", "该域名的所有记录"))],
            RunAsync = (context, cancellation) => ListAsync(context, context.Get(zone), context.Get(options.Account), cancellation),
        };
        verb.Add(zone);
        verb.Add(options.Account);
        return verb;
    }

    private static async Task<int> ListAsync(CommandContext context, string? text, string? named, CancellationToken cancellation)
    {
        var arguments = new RecordArguments();
        var name = arguments.Name(text, "ZONE");
        arguments.Finish();
        var configuration = context.LoadConfiguration();
        using var installation = await context.InstallAsync(configuration, cancellation, trial: true);
        try
        {
            var (account, zone) = await AccountChoice.FindAsync(AccountChoice.Candidates(installation.Accounts, named, installation.Manual), name!, cancellation, installation.Manual);
            if (zone.Name != name)
            {
                context.Note(new Text($"{name!.Describe()} lies in the zone {zone.Name.Describe()}, which is shown whole", $"{name!.Describe()} 属于域名 {zone.Name.Describe()}，以下显示整个域名"));
            }

            var records = await account.Editor.ListAsync(zone, cancellation);
            foreach (var record in records.Unnamed)
            {
                context.Warn(new Text(
                    $"left out, because its name is none that DNS knows: '{record.Name}' {record.Type} {record.Value} (id {record.Id}). It is left alone; mend it at the provider",
                    $"未列出，因为名称不是有效的域名：“{record.Name}” {record.Type} {record.Value}（ID {record.Id}）。本程序不会改动它；请在服务商处更正"));
            }

            Write(context, [.. records.OrderBy(record => record.Owner).ThenBy(record => record.Type.Name, StringComparer.Ordinal).ThenBy(record => record.Value)]);
            return ExitCode.Done;
        }
        finally
        {
            ClockNote.Show(context, installation.ClockOffsets, configuration.Clock.Warn);
        }
    }

    private static void Write(CommandContext context, ImmutableArray<HostedRecord> records)
    {
        if (context.Output.IsJson)
        {
            context.Output.Json(json => RecordsJson.Write(json, records));
            return;
        }

        var table = new TextTable([.. new Text[] { new("ID", "ID"), new("NAME", "名称"), new("TYPE", "类型"), new("VALUE", "值"), new("TTL", "TTL"), new("LINE", "线路"), new("STATUS", "状态"), new("REMARK", "备注") }.Select(head => head.In(context.Language))]);
        foreach (var record in records)
        {
            table.Add(Printable.Of(record.Id), record.Owner.Describe(), record.Type.Name, record.Value.ToString(), record.Ttl.Seconds.ToString(CultureInfo.InvariantCulture), record.Line.ToString(),
                (record.Enabled ? new Text("enabled", "启用") : new Text("paused", "暂停")).In(context.Language), Printable.Of(record.Remark ?? ""));
        }

        context.Output.Table(table);
    }
}
