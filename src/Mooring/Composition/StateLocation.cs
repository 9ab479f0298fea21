using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Engine.Store;

namespace Mooring.Composition;

/// <summary>Where state goes when the usual directory cannot be written.</summary>
internal static class StateLocation
{
    /// <summary>The configured directory; without one the machine's own choice that can be written.</summary>
    /// <param name="state">The choice of the configuration.</param>
    /// <param name="notice">Told when it is not the usual directory.</param>
    /// <exception cref="StateStoreException">This user has no directory at all.</exception>
    public static string Of(StateSettings state, Action<Text> notice)
    {
        if (state.Directory is { } configured)
        {
            return configured;
        }

        var machine = state.Machine;
        var (directory, note) = StateDirectories.Choose(
            new StateDirectoryFacts
            {
                IsWindows = OperatingSystem.IsWindows(),
                IsRoot = machine.IsRoot,
                Home = machine.Home,
                XdgStateHome = machine.XdgStateHome,
                ProgramData = machine.ProgramData,
                LocalAppData = machine.LocalAppData,
            },
            DirectoryStateStore.CanWrite);
        if (note is not null)
        {
            notice(note);
        }

        return directory;
    }
}
