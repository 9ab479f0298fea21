using Mooring.Core;
using Mooring.Core.Addresses;

namespace Mooring.Engine.Sources;

/// <summary>The source <c>first-of</c>: other sources in order, of which the first that knows an address counts.</summary>
/// <param name="name">The name under <c>addresses:</c>.</param>
/// <param name="family">The family of them all.</param>
/// <param name="members">The sources in order, at least one; none of them leads back to this one.</param>
public sealed class FirstOfSource(string name, IpFamily family, IReadOnlyList<IAddressSource> members) : IAddressSource
{
    /// <inheritdoc />
    public string Name => name;

    /// <inheritdoc />
    public IpFamily Family => family;

    /// <inheritdoc />
    public bool IsPrompt => members.All(member => member.IsPrompt);

    /// <inheritdoc />
    public async Task<SourceAnswer> AskAsync(CancellationToken cancellation)
    {
        var failed = new List<(string Source, SourceAnswer Answer)>();
        foreach (var member in members)
        {
            var answer = await member.AskAsync(cancellation);
            if (answer.Value is { } value)
            {
                IReadOnlyList<RefusedAddress> refused =
                    [.. failed.Select(one => new RefusedAddress(one.Source, one.Answer.Error!)), .. failed.SelectMany(one => one.Answer.Refused), .. answer.Refused];
                return SourceAnswer.Found(value, refused, How(member.Name, answer.How));
            }

            failed.Add((member.Name, answer));
        }

        return SourceAnswer.Unknown(
            new Text(
                $"none of its sources knows an address: {string.Join("; ", failed.Select(one => $"{one.Source}: {one.Answer.Error!.English}"))}",
                $"所列来源都没有得到地址：{string.Join("；", failed.Select(one => $"{one.Source}：{one.Answer.Error!.Chinese}"))}"),
            [.. failed.SelectMany(one => one.Answer.Refused).Distinct()]);
    }

    private static Text How(string member, Text? how) => how is null
        ? new Text($"from {member}", $"来自 {member}")
        : new Text($"from {member}: {how.English}", $"来自 {member}：{how.Chinese}");
}
