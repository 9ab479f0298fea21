using System.Text.Json;
using Mooring.Composition;
using Mooring.Configuration;
using Mooring.Core;
using Mooring.Services;
using Mooring.Services.Machine;
using Mooring.Telling;

namespace Mooring.Cli.Commands;

/// <summary><c>service status</c>: whether the program runs by itself here, and is well.</summary>
internal static class ServiceStatusCommand
{
    /// <summary>The verb with its texts in that language.</summary>
    public static Verb Create(Language language) => new("status", new Text(
        "Show whether Mooring runs by itself here, and is well", "显示 Mooring 是否作为服务运行、是否正常"), language)
    {
        Details = new Text(
            "Exit code 0: a daemon runs and does not complain, or a timer waits for its time. 1: not so. Where `console.listen` is set the daemon itself is asked. Good as a container's health check.",
            "退出码 0：守护进程正在运行且没有异常，或定时器正在等待；1：并非如此。设置了 `console.listen` 时会询问守护进程本身。可用作容器的健康检查。"),
        Examples = [new Example("mooring service status --output json", new Text("for programs", "供程序使用"))],
        RunAsync = RunAsync,
    };

    private static async Task<int> RunAsync(CommandContext context, CancellationToken cancellation)
    {
        var facts = MachineFacts.OfThis();
        var states = await ServiceManagers.LookAsync(new LocalMachine(context.Environment, context.Time), facts, cancellation);
        var daemon = await DaemonAsync(context, cancellation);
        IReadOnlyList<ServiceState> installed = [.. states.Where(state => state.IsInstalled)];
        var none = ServiceManagers.Of(facts).Count == 0 ? ServiceManagers.None(facts) : default;
        if (context.Output.IsJson)
        {
            context.Output.Json(json => WriteJson(json, context.Language, installed, daemon, none.Why));
        }
        else
        {
            WriteText(context, installed, daemon, none);
        }

        return DaemonState.IsWell(daemon, installed) ? ExitCode.Done : ExitCode.Partial;
    }

    /// <summary>The daemon on the configuration's state; null where there is no configuration that could be read.</summary>
    private static async Task<DaemonState?> DaemonAsync(CommandContext context, CancellationToken cancellation)
    {
        try
        {
            if (context.FindConfiguration() is not { } configuration)
            {
                context.Note(new Text("no configuration was found, so whether a daemon runs is not known", "没有找到配置文件，无法得知守护进程是否在运行"));
                return null;
            }

            using var connections = new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
            return await DaemonState.LookAsync(StateLocation.WhereDaemonsMayBe(configuration), configuration.Console, connections, context.Time, cancellation);
        }
        catch (ProblemsException e)
        {
            // How services stand is worth telling all the same.
            foreach (var problem in e.Problems)
            {
                context.Show(problem);
            }

            return null;
        }
    }

    private static void WriteText(CommandContext context, IReadOnlyList<ServiceState> installed, DaemonState? daemon, (Text Why, Text Instead) none)
    {
        foreach (var state in installed)
        {
            context.Output.Line(Printable.Of(Describe(state)));
        }

        if (installed.Count == 0)
        {
            context.Output.Line(Printable.Of(none.Why is null
                ? new Text("no service is installed: `mooring service install`", "没有安装服务：`mooring service install`")
                : new Text($"{none.Why.English}: {none.Instead.English}", $"{none.Why.Chinese}：{none.Instead.Chinese}")));
        }

        if (daemon is not null)
        {
            context.Output.Line(Printable.Of(Describe(daemon)));
        }
    }

    private static Text Describe(ServiceState state)
    {
        var enabled = state.IsEnabled switch { true => new Text("enabled", "已启用"), false => new Text("not enabled", "未启用"), null => null };
        var running = state.IsRunning switch
        {
            true when state.Kind == ServiceKind.Timer => new Text("waiting for its time", "等待执行"),
            true => new Text("running", "正在运行"),
            false => new Text("not running", "未运行"),
            null => null,
        };
        var words = new[] { enabled, running }.OfType<Text>().ToArray();
        var ours = state.IsOurs ? "" : " (not made by `mooring service install`)";
        var oursChinese = state.IsOurs ? "" : "（不是由 `mooring service install` 安装的）";
        var detail = state.Detail is { Length: > 0 } said ? $" — {said}" : "";
        var runs = state.Program is { } program ? $"\n  {program}{(state.Configuration is { } file ? $" --config {file}" : "")}" : "";
        return new Text(
            $"{state.Manager} {state.Name}: {string.Join(", ", words.Select(word => word.English))}{ours}{detail}{runs}",
            $"{state.Manager} {state.Name}：{string.Join("，", words.Select(word => word.Chinese))}{oursChinese}{detail}{runs}");
    }

    private static Text Describe(DaemonState daemon) => daemon switch
    {
        { IsRunning: null } => new Text("whether a daemon runs, this user may not know: ask as root", "当前用户无权得知守护进程是否在运行：请以 root 身份查询"),
        { IsRunning: false } => new Text("no daemon runs on this configuration's state", "没有守护进程在使用该配置的状态目录"),
        { Complaint: { } complaint } => new Text($"the daemon (process {daemon.Process}) runs and is not well: {complaint}", $"守护进程（进程 {daemon.Process}）正在运行，但不正常：{complaint}"),
        _ => new Text($"the daemon (process {daemon.Process}) runs", $"守护进程（进程 {daemon.Process}）正在运行"),
    };

    private static void WriteJson(Utf8JsonWriter json, Language language, IReadOnlyList<ServiceState> installed, DaemonState? daemon, Text? none)
    {
        json.WriteStartObject();
        json.WriteStartArray("services");
        foreach (var state in installed)
        {
            WriteJson(json, state);
        }

        json.WriteEndArray();
        json.WriteString("noManager", none?.In(language));
        if (daemon is null)
        {
            json.WriteNull("daemon");
        }
        else
        {
            json.WriteStartObject("daemon");
            Write(json, "running", daemon.IsRunning);
            if (daemon.Process is { } process)
            {
                json.WriteNumber("process", process);
            }
            else
            {
                json.WriteNull("process");
            }

            json.WriteString("complaint", daemon.Complaint);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteJson(Utf8JsonWriter json, ServiceState state)
    {
        json.WriteStartObject();
        json.WriteString("manager", state.Manager);
        json.WriteString("name", state.Name);
        json.WriteString("kind", state.Kind switch { ServiceKind.Timer => "timer", ServiceKind.UserDaemon => "user", _ => "daemon" });
        json.WriteBoolean("ours", state.IsOurs);
        Write(json, "enabled", state.IsEnabled);
        Write(json, "running", state.IsRunning);
        json.WriteString("detail", state.Detail);
        json.WriteString("file", state.File);
        json.WriteString("program", state.Program);
        json.WriteString("configuration", state.Configuration);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, bool? value)
    {
        if (value is { } known)
        {
            json.WriteBoolean(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
