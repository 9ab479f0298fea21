using Mooring.Cli.Output;
using Mooring.Core;
using Mooring.Core.Addresses;
using Mooring.Engine.Sources;
using Mooring.Engine.Store;
using Mooring.Telling;

namespace Mooring.Cli.Commands;

/// <summary><c>addresses</c>: what every source sees, what was refused and why.</summary>
internal static class AddressesCommand
{
    /// <summary>The verb with its texts in that language.</summary>
    public static Verb Create(Language language) => new("addresses", new Text(
        "Show what every address source sees, and what was refused", "显示各地址来源的结果，以及被拒绝的地址"), language)
    {
        Details = new Text(
            "Asks all sources of the configuration, whether records use them or not. Exit code 1 when one of them knows no address.",
            "询问配置中的所有来源，无论是否有记录使用。任一来源得不到地址时退出码为 1。"),
        Examples = [new Example("mooring addresses --output json", new Text("for programs", "供程序使用"))],
        RunAsync = RunAsync,
    };

    private static async Task<int> RunAsync(CommandContext context, CancellationToken cancellation)
    {
        var configuration = context.LoadConfiguration();
        try
        {
            using var installation = await context.InstallAsync(configuration, cancellation);
            var sources = configuration.Addresses.Select(address => installation.Sources[address.Name]);
            var answers = await AskAsync(context, sources, cancellation);
            Write(context, answers);
            return answers.All(answer => answer.Answer.Value is not null) ? ExitCode.Done : ExitCode.Partial;
        }
        catch (StateStoreException e)
        {
            throw new CommandException(e.Text, ExitCode.Partial, e);
        }
    }

    private static async Task<IReadOnlyList<NamedAnswer>> AskAsync(
        CommandContext context, IEnumerable<IAddressSource> sources, CancellationToken cancellation)
    {
        using var progress = context.Progress();
        progress.Report(new Text("asking the sources…", "正在询问各来源…"));
        return await AddressRound.AskAsync(sources, cancellation);
    }

    private static void Write(CommandContext context, IReadOnlyList<NamedAnswer> answers)
    {
        if (context.Output.IsJson)
        {
            context.Output.Json(json =>
            {
                json.WriteStartObject();
                OutcomeJson.WriteAddresses(json, answers, context.Language);
                json.WriteEndObject();
            });
        }
        else if (answers.Count == 0)
        {
            context.Output.Line(new Text("the configuration has no address sources", "配置中没有地址来源"));
        }
        else
        {
            context.Output.Table(Table(answers, context.Language));
        }
    }

    private static TextTable Table(IReadOnlyList<NamedAnswer> answers, Language language)
    {
        var table = new TextTable(
            new Text("source", "来源").In(language), new Text("family", "地址族").In(language), new Text("address", "地址").In(language), "");
        foreach (var answer in answers)
        {
            table.Add(answer.Source, answer.Family.Word(), answer.Answer.Value?.ToString(), (answer.Answer.Error ?? answer.Answer.How)?.In(language) ?? "");
            foreach (var refused in answer.Answer.Refused)
            {
                table.Add("", "", refused.Value, new Text(
                    $"refused: {refused.Reason.English}", $"已拒绝：{refused.Reason.Chinese}").In(language));
            }
        }

        return table;
    }
}
