using System.Collections.Immutable;
using Mooring.Configuration.Settings;
using Mooring.Engine.Sources;
using Mooring.Engine.Sources.Command;
using Mooring.Engine.Sources.Interface;
using Mooring.Engine.Sources.Probe;
using Mooring.Engine.Sources.Router;
using Mooring.Engine.Store;

namespace Mooring.Composition;

/// <summary>Makes each address source of a configuration.</summary>
/// <param name="probes">How probes reach the network.</param>
/// <param name="store">Where it is remembered which probes rest.</param>
/// <param name="time">The clock.</param>
/// <param name="once">Whether each source is asked once at most, whatever names it.</param>
internal sealed class SourceFactory(IProbeTransport probes, IStateStore store, TimeProvider time, bool once)
{
    private readonly SystemInterfaceReader reader = new();

    /// <summary>The sources by name, ready to be asked.</summary>
    /// <param name="addresses">All of a configuration; those that chains name are among them.</param>
    public ImmutableDictionary<string, IAddressSource> CreateAll(IReadOnlyList<AddressSettings> addresses)
    {
        var made = addresses.Where(address => address is not FirstOfAddress).ToDictionary(address => address.Name, address => Once(Create(address)), StringComparer.Ordinal);
        var settings = addresses.ToDictionary(address => address.Name, StringComparer.Ordinal);
        return addresses.ToImmutableDictionary(address => address.Name, address => Get(address.Name), StringComparer.Ordinal);

        // One object for each name, so that a chain and a record which name the same source share what it has learned.
        IAddressSource Get(string name)
        {
            if (!made.TryGetValue(name, out var source))
            {
                var chain = (FirstOfAddress)settings[name];
                source = made[name] = Once(new FirstOfSource(name, chain.Family, [.. chain.Of.Select(Get)]));
            }

            return source;
        }
    }

    private IAddressSource Once(IAddressSource source) => once ? new AskedOnceSource(source) : source;

    private IAddressSource Create(AddressSettings address) => address switch
    {
        StaticAddress fixedOne => new StaticSource(fixedOne.Name, fixedOne.Value, fixedOne.Policy),
        InterfaceAddress card => new InterfaceSource(
            card.Name, new InterfaceOptions { Interface = card.Interface, Wish = card.Wish }, reader),
        CommandAddress command => new CommandSource(
            command.Name,
            new CommandOptions { Command = command.Command, Policy = command.Policy, Match = command.Match, Encoding = command.Encoding },
            new ProcessRunner(time)),
        ProbeAddress probe => new ProbeSource(
            probe.Name,
            new ProbeOptions
            {
                Policy = probe.Policy,
                Probes = probe.Probes,
                Agree = probe.Agree,
            },
            probes,
            store,
            time),
        RouterAddress router => new RouterSource(
            router.Name, new RouterOptions { Policy = router.Policy, Gateway = router.Gateway, Protocols = router.Protocols }, reader, time),
        NeighbourAddress neighbour => new NeighbourSource(
            neighbour.Name,
            new NeighbourOptions
            {
                Interface = neighbour.Interface,
                Suffix = neighbour.Suffix,
                PrefixLength = neighbour.PrefixLength,
                Policy = neighbour.Policy,
            },
            reader),
        FileAddress file => new FileSource(file.Name, new FileSourceOptions { Path = file.Path, Match = file.Match, Policy = file.Policy }),
        _ => throw new InvalidOperationException($"no source for {address.Name}"),
    };
}
