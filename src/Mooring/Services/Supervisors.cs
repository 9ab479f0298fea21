using Mooring.Configuration;
using Mooring.Services.Systemd;

namespace Mooring.Services;

/// <summary>Finds out who looks after this process.</summary>
internal static class Supervisors
{
    /// <summary>The supervisor that the environment names.</summary>
    public static ISupervisor Of(ProcessEnvironment environment, TimeProvider time) =>
        (ISupervisor?)NotifySocket.TryOpen(environment, time) ?? new Unsupervised();
}
