using System.Globalization;
using Mooring.Core;
using Mooring.Engine.Store;

namespace Mooring.Engine.Tests.Store;

/// <summary>Real processes, killed at random instants.</summary>
public sealed class KilledWriterTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_that_was_acknowledged_is_lost_when_writers_are_killed()
    {
        using var directory = new TemporaryDirectory();
        var notices = new List<Text>();
        using var store = new DirectoryStateStore(directory.Path, TimeProvider.System, notices.Add);
        var random = new Random(7);
        var acknowledged = new SortedDictionary<string, int>(StringComparer.Ordinal);

        for (var round = 0; round < 12; round++)
        {
            // Given two processes that write the same document
            using var first = StateWriter.Start(directory.Path, 2 * round);
            using var second = StateWriter.Start(directory.Path, (2 * round) + 1);

            // When both are killed, after some writes and then in the middle of one
            acknowledged[$"{2 * round}"] = await ReadCountsAsync(first.StandardOutput, random.Next(1, 20));
            acknowledged[$"{(2 * round) + 1}"] = await ReadCountsAsync(second.StandardOutput, random.Next(1, 10));
            first.Kill();
            second.Kill();
            await first.WaitForExitAsync(Cancellation);
            await second.WaitForExitAsync(Cancellation);

            // Then the document is whole, holds what they reported, and can be written on
            var counts = StateWriter.Read((await store.ReadAsync(StateWriter.Key, Cancellation))!.Content);
            Assert.All(acknowledged, one => Assert.True(counts.GetValueOrDefault(one.Key) >= one.Value, $"writer {one.Key} lost counts"));
            await StateWriter.CountUpAsync(store, "survivor", Cancellation);
        }

        var survived = StateWriter.Read((await store.ReadAsync(StateWriter.Key, Cancellation))!.Content);
        Assert.Equal(12, survived["survivor"]);
        Assert.Empty(notices);
    }

    private static async Task<int> ReadCountsAsync(StreamReader output, int most)
    {
        var count = 0;
        while (count < most && await output.ReadLineAsync(Cancellation) is { } line)
        {
            count = int.Parse(line, CultureInfo.InvariantCulture);
        }

        return count;
    }
}
