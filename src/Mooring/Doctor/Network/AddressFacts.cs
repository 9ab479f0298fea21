using System.Net;
using Mooring.Core.Addresses;
using Mooring.Engine.Sources;
using Mooring.Engine.Sources.Interface;

namespace Mooring.Doctor.Network;

/// <summary>What the configured sources tell, and what this machine shows.</summary>
internal sealed record AddressFacts
{
    /// <summary>The sources in the order of the file.</summary>
    public IReadOnlyList<SourceFacts> Sources { get; init; } = [];

    /// <summary>This machine's network; null where the system does not tell.</summary>
    public InterfaceReading? Network { get; init; }

    /// <summary>Whether some record publishes an IPv4 address that a source tells.</summary>
    public bool PublishesIpv4 => Sources.Any(source => source is { IsUsed: true, Answer.Family: IpFamily.IPv4 });

    /// <summary>The router's own address on the line, be it one that may be published or not; null where no router told one.</summary>
    public IPAddress? OfRouter => OfKind(SourceKind.Router)
        .Select(source => source.Answer.Value ?? source.Answer.Refused.Select(refused => AddressText.TryParse(refused.Value, out var address, out _) ? address : null).FirstOrDefault())
        .FirstOrDefault(address => address is not null);

    /// <summary>Whether some source asks the router, whatever comes of it.</summary>
    public bool AsksRouter => OfKind(SourceKind.Router).Any();

    /// <summary>The address that probes see; null where none told one.</summary>
    public IPAddress? OfProbes => OfKind(SourceKind.Probe).Select(source => source.Answer.Value).FirstOrDefault(address => address is not null);

    /// <summary>This machine's address on its way out; null where it has none, and on an overlay network, whose 100.64.0.0/10 is no carrier's.</summary>
    public (IPAddress Address, string Interface)? OfMachine =>
        Network?.Routes?.FirstOrDefault(route => route.Family == IpFamily.IPv4) is { } way && !way.Interface.StartsWith("tailscale", StringComparison.Ordinal)
        && (way.Source ?? AddressOn(way.Interface)) is { } address ? (address, way.Interface) : null;

    private IPAddress? AddressOn(string name) => Network?.Interfaces.Where(card => card.Name == name)
        .SelectMany(card => card.Addresses).Select(address => address.Address).FirstOrDefault(address => address.Family() == IpFamily.IPv4);

    private IEnumerable<(NamedAnswer Source, SourceAnswer Answer)> OfKind(SourceKind kind) =>
        Sources.Where(source => source.Kind == kind && source.Answer.Family == IpFamily.IPv4).Select(source => (source.Answer, source.Answer.Answer));
}

/// <summary>One source and what it told.</summary>
/// <param name="Answer">What it told.</param>
/// <param name="Kind">Who speaks.</param>
/// <param name="IsUsed">Whether some record publishes what it tells.</param>
internal sealed record SourceFacts(NamedAnswer Answer, SourceKind Kind, bool IsUsed);

/// <summary>Who speaks through a source, as far as it matters for NAT.</summary>
internal enum SourceKind
{
    /// <summary>Anybody else.</summary>
    Other,

    /// <summary>Servers outside.</summary>
    Probe,

    /// <summary>The router.</summary>
    Router,
}
