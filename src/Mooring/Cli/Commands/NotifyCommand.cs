using System.CommandLine;
using System.Globalization;
using Mooring.Configuration;
using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Engine.Notifications;
using Mooring.Telling;

namespace Mooring.Cli.Commands;

/// <summary><c>notify</c>: tries the notifications of the configuration.</summary>
internal static class NotifyCommand
{
    /// <summary>The group with its texts in that language.</summary>
    public static Verb Create(Language language)
    {
        var to = new Option<string?>("--to") { HelpName = "N", Description = new Text("Only the N-th entry under `notify`, from 1", "只测试 `notify` 下的第 N 项，从 1 开始").In(language) };
        var test = new Verb("test", new Text("Send a trial message to everyone under `notify`", "向 `notify` 中的每一项发送测试消息"), language)
        {
            Details = new Text("Exit code 1 when one of them, or one receiver of a mail, does not take it.", "任一项（或邮件的任一收件人）未接收时退出码为 1。"),
            Examples = [new Example("mooring notify test --to 1", new Text("the first entry alone", "只测试第一项"))],
            RunAsync = (context, cancellation) => TestAsync(context, context.Get(to), cancellation),
        };
        test.Add(to);
        var group = new Verb("notify", new Text("Try the notifications", "测试通知"), language);
        group.Add(test);
        return group;
    }

    private static async Task<int> TestAsync(CommandContext context, string? to, CancellationToken cancellation)
    {
        var configuration = context.LoadConfiguration();
        var chosen = Choose(configuration, to);
        using var connections = new HttpMessageInvoker(context.Workshop.NotificationConnections(configuration));
        var postman = new Postman(connections, context.Time);
        var notice = new Incidents(Environment.MachineName, context.Language).Test(context.Time.GetUtcNow());
        var results = await Task.WhenAll(chosen.Select(async one => new Result(one.Number, one.Target.Kind, await postman.SendAsync(one.Target, notice, cancellation))));
        Write(context, results);
        return results.All(result => result.Delivery.Why is null) ? ExitCode.Done : ExitCode.Partial;
    }

    private static (int Number, NotificationTarget Target)[] Choose(MooringConfiguration configuration, string? to)
    {
        (int Number, NotificationTarget Target)[] all = [.. configuration.Notifications.Select((one, index) => (index + 1, one.Target))];
        if (all.Length == 0)
        {
            throw new ProblemsException([new Problem(
                new Text("the configuration names nobody to be told", "配置中没有任何通知项"),
                new Text("add an entry under `notify:`; docs/notifications.md shows each kind", "请在 `notify:` 下添加一项；docs/notifications.zh-CN.md 有每一种的写法"))
            { File = configuration.Path, Key = "notify" }]);
        }

        if (to is null)
        {
            return all;
        }

        return int.TryParse(to, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= all.Length
            ? [all[number - 1]]
            : throw new ProblemsException(
                new Text($"'{to}' is none of the {all.Length} entries under `notify`", $"“{to}”不是 `notify` 下 {all.Length} 项之一"),
                new Text($"write a number from 1 to {all.Length}", $"请填写 1 到 {all.Length} 之间的数字"),
                "--to");
    }

    private static void Write(CommandContext context, Result[] results)
    {
        if (context.Output.IsJson)
        {
            context.Output.Json(json =>
            {
                json.WriteStartObject();
                json.WriteStartArray("results");
                foreach (var result in results)
                {
                    json.WriteStartObject();
                    json.WriteNumber("to", result.Number);
                    json.WriteString("kind", result.Kind);
                    json.WriteBoolean("sent", result.Delivery.IsSent);
                    json.WriteString("error", result.Delivery.Why?.In(context.Language));
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteEndObject();
            });
            return;
        }

        foreach (var result in results)
        {
            var said = Printable.Of(Said(result.Delivery));
            context.Output.Line(new Text($"{result.Number} {result.Kind}: {said.English}", $"{result.Number} {result.Kind}：{said.Chinese}"));
        }
    }

    private static Text Said(Delivery delivery) => delivery switch
    {
        { Why: null } => new Text("sent", "已发送"),
        { IsSent: true, Why: var why } => new Text($"sent, though not to all: {why.English}", $"已发送，但并非全部送达：{why.Chinese}"),
        { Why: var why } => why,
    };

    private sealed record Result(int Number, string Kind, Delivery Delivery);
}
