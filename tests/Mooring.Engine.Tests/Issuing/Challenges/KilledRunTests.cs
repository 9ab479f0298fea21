using Mooring.Engine.Store;

namespace Mooring.Engine.Tests.Issuing.Challenges;

/// <summary>A run that is killed at any instant of publishing and removing leaves nothing that later starts do not remove.</summary>
public sealed class KilledRunTests
{
    [Theory]
    [InlineData(0, true)]
    [InlineData(30, true)]
    [InlineData(30, false)]
    public async Task Whatever_a_killed_run_left_is_gone_after_the_next_starts(int lagSeconds, bool additionTakesRemark)
    {
        var killed = 0;
        for (var instant = 0; ; instant++)
        {
            var world = new ChallengeHarness();
            world.Host.ListingLag = TimeSpan.FromSeconds(lagSeconds);
            world.Host.AdditionTakesRemark = additionTakesRemark;
            world.Put("foreign");
            world.Time.Advance(TimeSpan.FromMinutes(1));
            if (!await DiesAsync(world, instant))
            {
                break;
            }

            killed++;
            await world.SweepAsync();
            world.Time.Advance(TimeSpan.FromMinutes(11));
            await world.SweepAsync();

            Assert.Equal([$"{ChallengeHarness.Name} TXT foreign"], world.Records);
            Assert.Empty(await world.JournalAsync());
        }

        Assert.InRange(killed, 15, 100);
    }

    /// <summary>Publishes two values and removes them in a process that dies at an instant; false when it got through before.</summary>
    private static async Task<bool> DiesAsync(ChallengeHarness world, int instant)
    {
        var left = instant;
        var lasting = world.Store;
        world.Store = new MortalStore(lasting, Step);
        world.Host.Hook = (_, _) => Step();
        try
        {
            var publisher = world.Publisher(ChallengeHarness.Gone);
            await world.RemoveAsync(publisher, [.. await world.PublishAsync(publisher, "one", "two")]);
            return false;
        }
        catch (KilledException)
        {
            return true;
        }
        finally
        {
            world.Store = lasting;
            world.Host.Hook = (_, _) => { };
        }

        void Step()
        {
            if (left-- <= 0)
            {
                throw new KilledException();
            }
        }
    }

    private sealed class KilledException : Exception;

    /// <summary>A store whose process may die before and after each write, and never does anything afterwards.</summary>
    private sealed class MortalStore(IStateStore inner, Action step) : IStateStore
    {
        public Task<StateDocument?> ReadAsync(string key, CancellationToken cancellation) => inner.ReadAsync(key, cancellation);

        public async Task<string?> WriteAsync(string key, ReadOnlyMemory<byte> content, string? expected, CancellationToken cancellation)
        {
            step();
            var version = await inner.WriteAsync(key, content, expected, cancellation);
            step();
            return version;
        }

        public Task<IDisposable> TakeTurnAsync(string key, CancellationToken cancellation) => inner.TakeTurnAsync(key, cancellation);

        public Task<IReadOnlyList<string>> ListAsync(string prefix, CancellationToken cancellation) => inner.ListAsync(prefix, cancellation);
    }
}
