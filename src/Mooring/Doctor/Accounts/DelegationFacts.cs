using System.Collections.Immutable;
using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Core.Records;
using Mooring.Dns;

namespace Mooring.Doctor.Accounts;

/// <summary>To whom the world is sent for a zone, and what it hears there.</summary>
/// <param name="Zone">The zone.</param>
/// <param name="Told">What the zone above says.</param>
internal sealed record DelegationFacts(HostedZone Zone, Delegation Told)
{
    /// <summary>The servers named, with their addresses; null where none are known.</summary>
    public ZoneServers? Servers { get; init; }

    /// <summary>What they say of the zone's SOA, by address.</summary>
    public IReadOnlyList<ServerReport> Answers { get; init; } = [];

    /// <summary>The servers, with those of their addresses at which the zone is served; null where there are none.</summary>
    public ZoneServers? Serving
    {
        get
        {
            var served = Answers.Where(Serves).Select(answer => answer.EndPoint?.Address).ToHashSet();
            return Servers is { } all && served.Count > 0
                ? all with { Servers = [.. all.Servers.Select(server => server with { Addresses = [.. server.Addresses.Where(served.Contains)] }).Where(server => server.Addresses.Count > 0)] }
                : null;
        }
    }

    /// <summary>Whether a server answers for the zone.</summary>
    public static bool Serves(ServerReport answer) => answer.Verdict is ServerVerdict.Answer or ServerVerdict.NoData;
}

/// <summary>What is said of a zone's servers above it: a closed family.</summary>
internal abstract record Delegation
{
    private Delegation()
    {
    }

    /// <summary>These servers are named.</summary>
    /// <param name="Servers">At least one.</param>
    /// <param name="Parent">The zone that names them; null where it could not be asked, and the resolver says so.</param>
    public sealed record To(ImmutableArray<DomainName> Servers, DomainName? Parent) : Delegation;

    /// <summary>The zone above knows no such zone: it is not registered, has expired, or is held.</summary>
    /// <param name="Parent">The zone above.</param>
    public sealed record Nowhere(DomainName Parent) : Delegation;

    /// <summary>It could not be told.</summary>
    public sealed record Unknown(Text Why) : Delegation;
}
