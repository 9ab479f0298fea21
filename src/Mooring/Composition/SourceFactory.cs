using Mooring.Configuration.Settings;
using Mooring.Engine.Sources;
using Mooring.Engine.Sources.Command;
using Mooring.Engine.Sources.Interface;

namespace Mooring.Composition;

/// <summary>Makes each address source of a configuration.</summary>
internal sealed class SourceFactory(TimeProvider time)
{
    private readonly List<IDisposable> parts = [];

    /// <summary>What the sources hold open, to be disposed at the end.</summary>
    public IReadOnlyList<IDisposable> Parts => parts;

    /// <summary>The source, ready to be asked.</summary>
    public IAddressSource Create(AddressSettings address) => address switch
    {
        StaticAddress fixedOne => new StaticSource(fixedOne.Name, fixedOne.Value, fixedOne.Policy),
        InterfaceAddress card => new InterfaceSource(
            card.Name, new InterfaceOptions { Interface = card.Interface, Policy = card.Policy, Select = card.Select }, new SystemInterfaceReader()),
        CommandAddress command => new CommandSource(
            command.Name,
            new CommandOptions { Command = command.Command, Policy = command.Policy, Match = command.Match, Encoding = command.Encoding },
            new ProcessRunner(time)),
        _ => throw new InvalidOperationException($"no source for {address.Name}"),
    };
}
