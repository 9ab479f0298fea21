using Mooring.Core.Addresses;

namespace Mooring.Setup;

/// <summary>What was given on the command line; null and empty mean "not said".</summary>
internal sealed record SetupWishes
{
    /// <summary>The DNS host's word.</summary>
    public string? Provider { get; init; }

    /// <summary>The key's id.</summary>
    public string? Id { get; init; }

    /// <summary>An existing file that holds the secret.</summary>
    public string? SecretFile { get; init; }

    /// <summary>The names that shall point here.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>The families to publish.</summary>
    public IReadOnlyList<IpFamily> Families { get; init; } = [];

    /// <summary>The interface that has the IPv6 address.</summary>
    public string? Interface { get; init; }
}
