using System.CommandLine;
using Mooring.Cli.Output;
using Mooring.Configuration;
using Mooring.Core;
using Mooring.Services;
using Mooring.Services.Machine;
using Mooring.Telling;

namespace Mooring.Cli.Commands;

/// <summary><c>service</c>: has the system's service manager run the program.</summary>
internal static class ServiceCommand
{
    /// <summary>The group with its texts in that language.</summary>
    public static Verb Create(Language language)
    {
        var group = new Verb("service", new Text("Run by itself: systemd, Windows, launchd", "作为系统服务运行：systemd、Windows、launchd"), language);
        group.Add(CreateInstall(language));
        group.Add(CreateUninstall(language));
        group.Add(ServiceStatusCommand.Create(language));
        return group;
    }

    private static Verb CreateInstall(Language language)
    {
        var options = new InstallOptions(language);
        var verb = new Verb("install", new Text("Install the daemon as a service and start it; again: renew it", "将守护进程安装为系统服务并启动；再次执行则更新"), language)
        {
            Details = new Text(
                "Loads the configuration first and refuses one that has errors, or that the service could not read. Secrets stay where they are.",
                "先读取配置；若有错误或服务无法读取则拒绝安装。密钥保留在原处。"),
            Examples =
            [
                new Example("mooring service install", new Text("the daemon, as root or administrator", "守护进程；需要 root 或管理员权限")),
                new Example("mooring service install --timer", new Text("`mooring update` again and again instead (systemd)", "改为定时执行 `mooring update`（systemd）")),
                new Example("mooring service install --print", new Text("only show what would be done", "只显示将要进行的操作")),
            ],
            RunAsync = (context, cancellation) => InstallAsync(context, options, cancellation),
        };
        options.All.ToList().ForEach(verb.Add);
        return verb;
    }

    private static Verb CreateUninstall(Language language)
    {
        var print = PrintOption(language);
        var verb = new Verb("uninstall", new Text("Stop and remove what install made; configuration and state stay", "停止并移除 install 安装的服务；保留配置和状态"), language)
        {
            Examples = [new Example("mooring service uninstall", new Text("as root or administrator", "需要 root 或管理员权限"))],
            RunAsync = (context, cancellation) => UninstallAsync(context, context.Get(print), cancellation),
        };
        verb.Add(print);
        return verb;
    }

    private static async Task<int> InstallAsync(CommandContext context, InstallOptions options, CancellationToken cancellation)
    {
        var (machine, facts, print) = (new LocalMachine(context.Environment, context.Time), MachineFacts.OfThis(), context.Get(options.Print));
        var managers = ServiceManagers.Of(facts) is { Count: > 0 } known ? known : print ? ServiceManagers.Systemd : throw ServiceProblems.NoManager(facts);
        var chosen = options.Choose(context, managers);
        ServiceProblems.RefuseWithoutRights(facts, print || chosen.Kind == ServiceKind.UserDaemon, context);
        var wish = new ServiceWish(context.LoadConfiguration(), Environment.ProcessPath ?? "dotnet", context.Environment, facts, context.Language);
        var specs = new ServiceSpecs(wish, machine);
        var spec = chosen.Name == "systemd" ? await specs.ForSystemdAsync(cancellation) : await specs.ForOthersAsync(chosen.Kind == ServiceKind.UserDaemon, cancellation);
        var steps = await StepsAsync(machine, managers, chosen, spec, cancellation);
        var output = new ServiceOutput(context.Output, context.Language);
        if (!print)
        {
            await new StepTaker(machine, context.Time, output.Taken).TakeAsync(steps, chosen.WhereToLook, cancellation);
        }

        output.Finish(print ? steps : null, ServiceOutput.NotesOf(spec));
        return ExitCode.Done;
    }

    /// <summary>First what makes way for it, then what makes it.</summary>
    private static async Task<IReadOnlyList<Step>> StepsAsync(
        IMachine machine, IReadOnlyList<IServiceManager> managers, IServiceManager chosen, ServiceSpec spec, CancellationToken cancellation)
    {
        var steps = new List<Step>();
        foreach (var manager in managers)
        {
            var state = await manager.LookAsync(machine, cancellation);
            if (manager == chosen && state is { IsInstalled: true, IsOurs: false } or { Foreign: not null })
            {
                throw ServiceProblems.Foreign(state);
            }

            steps.AddRange(manager != chosen && state is { IsInstalled: true, IsOurs: true } ? manager.Uninstall() : []);
        }

        return [.. steps, .. chosen.Install(spec)];
    }

    private static async Task<int> UninstallAsync(CommandContext context, bool print, CancellationToken cancellation)
    {
        var (machine, facts) = (new LocalMachine(context.Environment, context.Time), MachineFacts.OfThis());
        var managers = ServiceManagers.Of(facts);
        var output = new ServiceOutput(context.Output, context.Language);
        var (steps, notes) = (new List<Step>(), new List<Text>());
        foreach (var manager in managers)
        {
            var state = await manager.LookAsync(machine, cancellation);
            notes.AddRange(state is { IsInstalled: true, IsOurs: false } ? [ServiceProblems.LeftAlone(state)] : []);
            steps.AddRange(state is { IsInstalled: true, IsOurs: true } ? manager.Uninstall() : []);
            notes.AddRange(state is { IsInstalled: true, IsOurs: true } ? [ServiceOutput.Kept(state, facts)] : []);
        }

        notes.AddRange(steps.Count + notes.Count == 0 ? [new Text("no service of ours is installed", "没有安装本程序的服务")] : []);
        if (!print && steps.Count > 0)
        {
            ServiceProblems.RefuseWithoutRights(facts, mayGoOn: facts.IsWindows, context);
            await new StepTaker(machine, context.Time, output.Taken).TakeAsync(steps, new Text("try it as root or administrator", "请以 root 或管理员身份重试"), cancellation);
        }

        output.Finish(print ? steps : null, notes);
        return ExitCode.Done;
    }

    private static Option<bool> PrintOption(Language language) => new("--print")
    {
        Description = new Text("Show what would be done, and do nothing", "只显示将要进行的操作，不执行").In(language),
    };

    private sealed class InstallOptions(Language language)
    {
        public Option<bool> Print { get; } = PrintOption(language);

        private readonly Option<bool> timer = new("--timer")
        {
            Description = new Text("Run `mooring update` by a timer instead of the daemon (systemd)", "用定时器执行 `mooring update`，而不运行守护进程（systemd）").In(language),
        };

        private readonly Option<bool> task = new("--task")
        {
            Description = new Text("A task that starts the daemon at boot, instead of a service (Windows)", "用开机启动的计划任务代替服务（Windows）").In(language),
        };

        private readonly Option<bool> user = new("--user")
        {
            Description = new Text("With --task: when this user logs on, without a window", "与 --task 同用：该用户登录时启动，不显示窗口").In(language),
        };

        public IEnumerable<Option> All => [timer, task, user, Print];

        /// <summary>The manager that the options mean.</summary>
        /// <exception cref="ProblemsException">They fit neither each other nor this system.</exception>
        public IServiceManager Choose(CommandContext context, IReadOnlyList<IServiceManager> managers)
        {
            var (byTimer, byTask, forUser) = (context.Get(timer), context.Get(task), context.Get(user));
            var chosen = (byTimer, byTask, forUser) switch
            {
                (true, false, false) => managers.FirstOrDefault(manager => manager.Kind == ServiceKind.Timer),
                (false, true, false) => managers.FirstOrDefault(manager => manager is { Name: "tasks", Kind: ServiceKind.Daemon }),
                (false, true, true) => managers.FirstOrDefault(manager => manager.Kind == ServiceKind.UserDaemon),
                (false, false, false) => managers[0],
                _ => throw new ProblemsException(
                    new Text("these options do not fit each other", "这些选项不能同时使用"),
                    new Text("write `--timer` (systemd), or `--task`, or `--task --user` (Windows), or none of them", "请写 `--timer`（systemd）、`--task` 或 `--task --user`（Windows），或都不写"),
                    forUser ? "--user" : "--timer"),
            };
            return chosen ?? throw new ProblemsException(
                new Text($"the service manager of this system ({managers[0].Name}) has nothing like that", $"本系统的服务管理器（{managers[0].Name}）不支持该选项"),
                new Text("leave the option out", "请去掉该选项"),
                byTimer ? "--timer" : "--task");
        }
    }
}
