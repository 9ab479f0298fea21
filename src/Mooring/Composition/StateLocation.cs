using Mooring.Configuration;
using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Engine.Store;

namespace Mooring.Composition;

/// <summary>Where state goes when the usual directory cannot be written.</summary>
internal static class StateLocation
{
    /// <summary>The configured directory; without one the machine's own choice that can be written.</summary>
    /// <param name="configuration">Whose choice it is.</param>
    /// <param name="notice">Told when it is not the usual directory, and when others can write it.</param>
    /// <exception cref="ProblemsException">This user has no directory at all, or another user's link leads to it.</exception>
    public static string Of(MooringConfiguration configuration, Action<Text> notice)
    {
        var directory = configuration.State.Directory ?? OfMachine(configuration, notice);
        var problem = configuration.State.Machine.UserId is { } user ? StateTrust.Judge(directory, user) : null;
        if (problem is { IsWarning: false })
        {
            throw new ProblemsException([problem with { File = configuration.Path }]);
        }

        if (problem is not null)
        {
            notice(new Text($"{problem.Message.English}: {problem.Mend.English}", $"{problem.Message.Chinese}：{problem.Mend.Chinese}"));
        }

        return directory;
    }

    /// <summary>Where a daemon of this configuration may keep its state: where this user would, and without a setting where a service does, too.</summary>
    /// <exception cref="ProblemsException">As <see cref="Of"/>.</exception>
    public static IReadOnlyList<string> WhereDaemonsMayBe(MooringConfiguration configuration)
    {
        var own = Of(configuration, _ => { });
        return configuration.State.Directory is not null ? [own]
            : [.. StateDirectories.Candidates(Facts(configuration.State.Machine) with { IsRoot = true }).Prepend(own).Distinct(StringComparer.Ordinal)];
    }

    private static StateDirectoryFacts Facts(MachineDirectories machine) => new()
    {
        IsWindows = OperatingSystem.IsWindows(),
        IsRoot = machine.UserId == 0,
        Home = machine.Home,
        XdgStateHome = machine.XdgStateHome,
        ProgramData = machine.ProgramData,
        LocalAppData = machine.LocalAppData,
    };

    private static string OfMachine(MooringConfiguration configuration, Action<Text> notice)
    {
        var (directory, note) = StateDirectories.Choose(Facts(configuration.State.Machine), DirectoryStateStore.CanWrite) ?? throw Nowhere(configuration);
        if (note is not null)
        {
            notice(note);
        }

        return directory;
    }

    private static ProblemsException Nowhere(MooringConfiguration configuration) => new([new Problem(
        new Text("no directory for the state is known, since this user has no home directory", "当前用户没有主目录，无法确定状态目录"),
        new Text("set `state:` to a directory of this user", "请用 `state:` 指定该用户自己的目录"))
    { File = configuration.Path, Key = "state" }]);
}
