using System.Net;
using Mooring.Core.Planning;

namespace Mooring.Configuration.Settings;

/// <summary>The rhythm of <c>run</c>.</summary>
internal sealed record DaemonSettings
{
    /// <summary>Pause between two rounds. Default 5 minutes; from 10 seconds to 1 day.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long an observation of the provider counts as fresh. Default 30 minutes; from 1 minute to 7 days.</summary>
    public TimeSpan Refresh { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Pause between two looks at the address through one cheap probe. Default 30 seconds; from 1 second to 1 day.</summary>
    public TimeSpan Glance { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What to do where somebody else changed a record of ours. Default: restore it.</summary>
    public DriftPolicy Drift { get; init; } = DriftPolicy.Restore;

    /// <summary>Whether our address records are deleted when the daemon is stopped. Default false.</summary>
    public bool DeleteOnStop { get; init; }
}

/// <summary>How names are resolved and authoritative servers are asked.</summary>
internal sealed record DnsSettings
{
    /// <summary>The port of every name server asked by a name of its own. Default 53.</summary>
    public const int StandardPort = 53;

    /// <summary>Name servers to ask; empty for the system's.</summary>
    public IReadOnlyList<IPEndPoint> Resolvers { get; init; } = [];

    /// <summary>The port of authoritative servers. Default 53.</summary>
    public int AuthoritativePort { get; init; } = StandardPort;

    /// <summary>DNS over HTTPS; empty for none.</summary>
    public IReadOnlyList<Uri> HttpsResolvers { get; init; } = [];

    /// <summary>How long to wait until records are seen.</summary>
    public PropagationSettings Propagation { get; init; } = new();
}

/// <summary>How long to wait until the records of challenges are seen.</summary>
internal sealed record PropagationSettings
{
    /// <summary>When to give up. Null, the default: 10 minutes, an hour where a person adds the records. From 1 second to 1 day.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How long a server must fail before the others may go on without it. Default 60 seconds; from 1 second to 1 hour, less than the time-out.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(60);
}

/// <summary>The clock cure.</summary>
internal sealed record ClockSettings
{
    /// <summary>Offset from which on people are told. Default 60 seconds; from 1 second to 1 day.</summary>
    public TimeSpan Warn { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>SNTP servers asked when TLS fails by a wrong clock, as <c>host</c> or <c>host:port</c>.</summary>
    public IReadOnlyList<HostPort> Sntp { get; init; } =
    [
        new("ntp.aliyun.com", SntpPort),
        new("time1.cloud.tencent.com", SntpPort),
        new("time.cloudflare.com", SntpPort),
    ];

    /// <summary>How many servers must agree. Default 2; at least 1, at most as many as there are.</summary>
    public int Agree { get; init; } = 2;

    /// <summary>The port of SNTP (RFC 4330).</summary>
    public const int SntpPort = 123;
}

/// <summary>A host by name or address, and a port.</summary>
/// <param name="Host">A name, or an address without brackets.</param>
/// <param name="Port">1 to 65535.</param>
internal sealed record HostPort(string Host, int Port)
{
    /// <summary>As written in the configuration.</summary>
    public override string ToString() => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}

/// <summary>Where state is kept.</summary>
/// <param name="Directory">As configured, absolute; null: the machine's own choice.</param>
/// <param name="Machine">What that choice depends on.</param>
internal sealed record StateSettings(string? Directory, MachineDirectories Machine);

/// <summary>The directories this machine names for such things; a null means unset.</summary>
/// <param name="UserId">The effective user's number; Unix only.</param>
/// <param name="Home">The user's home directory.</param>
/// <param name="XdgStateHome"><c>XDG_STATE_HOME</c>.</param>
/// <param name="ProgramData"><c>%ProgramData%</c>.</param>
/// <param name="LocalAppData"><c>%LocalAppData%</c>.</param>
internal sealed record MachineDirectories(uint? UserId, string? Home, string? XdgStateHome, string? ProgramData, string? LocalAppData);
