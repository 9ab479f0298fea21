using Mooring.Core;
using Mooring.Services.Machine;

namespace Mooring.Services;

/// <summary>Who keeps services on a machine, in one of its forms.</summary>
internal interface IServiceManager
{
    /// <summary>Its name in results: <c>systemd</c>.</summary>
    string Name { get; }

    /// <summary>What it keeps the program as.</summary>
    ServiceKind Kind { get; }

    /// <summary>How the service stands. Changes nothing, and never throws for what the manager says.</summary>
    Task<ServiceState> LookAsync(IMachine machine, CancellationToken cancellation);

    /// <summary>What makes the service, or makes it anew, and starts it. Pure.</summary>
    IReadOnlyList<Step> Install(ServiceSpec spec);

    /// <summary>What stops the service and takes it away; configuration and state stay. Pure.</summary>
    IReadOnlyList<Step> Uninstall();

    /// <summary>Where to look when it does not do what it should.</summary>
    Text WhereToLook { get; }
}
