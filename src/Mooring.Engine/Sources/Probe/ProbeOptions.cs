using Mooring.Core.Addresses;

namespace Mooring.Engine.Sources.Probe;

/// <summary>What the source <c>probe</c> needs to know.</summary>
public sealed record ProbeOptions
{
    /// <summary>The family asked for and the special-use ranges allowed.</summary>
    public required AddressPolicy Policy { get; init; }

    /// <summary>The user's own probes; none (default): the built-in ones.</summary>
    public IReadOnlyList<ProbeTarget> Probes { get; init; } = [];

    /// <summary>How many independent operators must tell the same address. Default 2; at least 1.</summary>
    public int Agree { get; init; } = 2;

    /// <summary>How long one probe may take. Default 8 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(8);
}
