using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Engine.Sources;
using Mooring.Engine.Sources.Interface;
using Mooring.Rounds;

namespace Mooring.Doctor.Network;

/// <summary>Asks the configured sources, and looks whether what they tell can be reached from outside.</summary>
/// <param name="reader">Tells this machine's own addresses.</param>
internal sealed class AddressExamination(IInterfaceReader reader) : IExamination
{
    /// <inheritdoc />
    public Text Name => new("the addresses", "地址");

    /// <inheritdoc />
    public async Task<IReadOnlyList<Finding>> ExamineAsync(Patient patient, CancellationToken cancellation)
    {
        var facts = new AddressFacts { Sources = await AskAsync(patient, cancellation), Network = reader.ReadOrNull() };
        return [.. SourceJudge.Judge(facts), .. NatJudge.Judge(facts)];
    }

    private static async Task<IReadOnlyList<SourceFacts>> AskAsync(Patient patient, CancellationToken cancellation)
    {
        if (patient is not { Configuration: { } configuration, Installation: { } installation })
        {
            return [];
        }

        var used = WantedEntries.SourcesOf(configuration.Records);
        var answers = await AddressRound.AskAsync(configuration.Addresses.Select(address => installation.Sources[address.Name]), cancellation);
        return [.. answers.Zip(configuration.Addresses, (answer, address) => new SourceFacts(answer, KindOf(address), used.Contains(address.Name)))];
    }

    private static SourceKind KindOf(AddressSettings address) => address switch
    {
        RouterAddress => SourceKind.Router,
        ProbeAddress => SourceKind.Probe,
        _ => SourceKind.Other,
    };
}
