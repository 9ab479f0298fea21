using Mooring.Core;
using Mooring.Core.Addresses;

namespace Mooring.Engine.Sources;

/// <summary>What one source answered in a round.</summary>
/// <param name="Source">The source's name in the configuration.</param>
/// <param name="Family">Its family.</param>
/// <param name="Answer">What it said.</param>
public sealed record NamedAnswer(string Source, IpFamily Family, SourceAnswer Answer);

/// <summary>Asks sources side by side; one that hangs or fails never holds up the others longer than its own time limit.</summary>
public static class AddressRound
{
    /// <summary>The answers in the order of the sources.</summary>
    public static async Task<IReadOnlyList<NamedAnswer>> AskAsync(IEnumerable<IAddressSource> sources, CancellationToken cancellation) =>
        await Task.WhenAll(sources.Select(async source => new NamedAnswer(source.Name, source.Family, await AskAsync(source, cancellation))));

    private static async Task<SourceAnswer> AskAsync(IAddressSource source, CancellationToken cancellation)
    {
        try
        {
            return await source.AskAsync(cancellation);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            // A fault of ours in one source is no reason to leave the others' names alone.
            return SourceAnswer.Unknown(new Text($"unexpected {e.GetType().Name}: {e.Message}", $"意外错误 {e.GetType().Name}：{e.Message}"));
        }
    }
}
