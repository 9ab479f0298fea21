using Mooring.Configuration.Settings;
using Mooring.Engine.Sources;
using Mooring.Engine.Sources.Command;
using Mooring.Engine.Sources.Interface;
using Mooring.Engine.Sources.Probe;
using Mooring.Engine.Store;

namespace Mooring.Composition;

/// <summary>Makes each address source of a configuration.</summary>
/// <param name="probes">How probes reach the network.</param>
/// <param name="store">Where it is remembered which probes rest.</param>
/// <param name="time">The clock.</param>
internal sealed class SourceFactory(IProbeTransport probes, IStateStore store, TimeProvider time)
{
    /// <summary>The source, ready to be asked.</summary>
    public IAddressSource Create(AddressSettings address) => address switch
    {
        StaticAddress fixedOne => new StaticSource(fixedOne.Name, fixedOne.Value, fixedOne.Policy),
        InterfaceAddress card => new InterfaceSource(
            card.Name, new InterfaceOptions { Interface = card.Interface, Wish = card.Wish }, new SystemInterfaceReader()),
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
        _ => throw new InvalidOperationException($"no source for {address.Name}"),
    };
}
