using Mooring.Core.Planning;
using Mooring.Core.Records;
using Mooring.Engine.Store;
using Mooring.Engine.Updating;

namespace Mooring.Engine.Tests.Updating;

public sealed class DriftTests
{
    private static readonly Entry Nas = RoundHarness.Entry("nas.example.com", "192.0.2.1");

    private readonly RoundHarness world = new();

    [Fact]
    public async Task A_record_that_somebody_changed_is_set_again_and_told_with_what_was_there()
    {
        await world.RunAsync([Nas]);
        Meddle("198.51.100.7", remark: "printer");

        var outcome = await world.RunAsync([Nas]);

        Assert.Equal(["nas.example.com A 192.0.2.1"], world.Records);
        Assert.Contains(
            "nas.example.com A: somebody else changed 192.0.2.1 (id 000001) to 198.51.100.7 with the remark 'printer' at the provider. It is set again",
            Assert.Single(outcome.Notes).English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_that_somebody_deleted_is_made_again_and_told()
    {
        await world.RunAsync([Nas]);
        world.Host.Remove(Assert.Single(world.Host.Records).Id);

        var outcome = await world.RunAsync([Nas]);

        Assert.Equal(["nas.example.com A 192.0.2.1"], world.Records);
        Assert.Contains("somebody else deleted 192.0.2.1", Assert.Single(outcome.Notes).English, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_drift_is_only_reported_the_record_stays_as_it_is_and_no_call_is_made_while_that_is_fresh(bool deleted)
    {
        world.Drift = DriftPolicy.Report;
        world.Refresh = TimeSpan.FromMinutes(30);
        await world.RunAsync([Nas]);
        Meddle(deleted ? null : "198.51.100.7");
        world.Time.Advance(TimeSpan.FromMinutes(31));

        var outcome = await world.RunAsync([Nas]);
        world.Host.ForgetCalls();
        await world.RunAsync([Nas]);

        var change = Assert.Single(outcome.Changes);
        Assert.Equal((ChangeOutcome.Skipped, "policy"), (change.Outcome, change.Error?.Fault));
        Assert.Contains("`mooring update` sets it again", change.Error!.Message.English, StringComparison.Ordinal);
        Assert.Equal(deleted ? [] : ["nas.example.com A 198.51.100.7"], world.Records);
        Assert.Empty(world.Host.Calls);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_deletion_is_drift_also_where_the_zone_was_looked_at_meanwhile_for_another_set(bool other)
    {
        var www = RoundHarness.Entry("www.example.com", "192.0.2.2");
        world.Drift = DriftPolicy.Report;
        await world.RunAsync([Nas, www]);
        world.Host.Remove(world.Host.Records.Single(record => record.Owner == Nas.Name).Id);
        world.Time.Advance(TimeSpan.FromMinutes(31));

        // Once for the sets whose sources are prompt, or with a source that cannot tell.
        await world.RunAsync(other ? [www] : [RoundHarness.Entry("nas.example.com", new Wanted.Unknown(Mooring.Core.Text.Same("silent"))), www]);
        var outcome = await world.RunAsync([Nas, www]);

        Assert.Equal(["www.example.com A 192.0.2.2"], world.Records);
        Assert.Contains("somebody else deleted 192.0.2.1", Assert.Single(outcome.Changes, change => change.Error is not null).Error!.Message.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_address_of_ours_is_written_even_where_drift_is_only_reported()
    {
        world.Drift = DriftPolicy.Report;
        await world.RunAsync([Nas]);
        Meddle("198.51.100.7");

        await world.RunAsync([RoundHarness.Entry("nas.example.com", "192.0.2.2")]);

        Assert.Equal(["nas.example.com A 192.0.2.2"], world.Records);
    }

    [Fact]
    public async Task Two_machines_that_both_want_the_name_stop_after_the_second_round_and_say_why()
    {
        var mine = (world.Store, Entry: Nas);
        var theirs = (Store: (IStateStore)new InMemoryStateStore(), Entry: RoundHarness.Entry("nas.example.com", "198.51.100.7"));
        var outcomes = new List<RoundOutcome>();
        for (var i = 0; i < 12; i++)
        {
            (world.Store, var entry) = i % 2 == 0 ? mine : theirs;
            outcomes.Add(await world.RunAsync([entry]));
            world.Time.Advance(TimeSpan.FromMinutes(2));
        }

        var writes = world.Host.Calls.Count(call => call.StartsWith("Add", StringComparison.Ordinal) || call.StartsWith("Update", StringComparison.Ordinal));
        var stopped = Assert.Single(outcomes[^2].Changes);
        Assert.InRange(writes, 3, 5);
        Assert.Equal((ChangeOutcome.Skipped, "policy"), (stopped.Outcome, stopped.Error?.Fault));
        Assert.Contains("`mode: join`", stopped.Error!.Message.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_left_alone_is_set_again_after_an_hour()
    {
        await ContestAsync();

        world.Time.Advance(TimeSpan.FromMinutes(55));
        await world.RunAsync([Nas]);
        Assert.Equal(["nas.example.com A 198.51.100.7"], world.Records);

        world.Time.Advance(TimeSpan.FromMinutes(6));
        await world.RunAsync([Nas]);
        Assert.Equal(["nas.example.com A 192.0.2.1"], world.Records);
    }

    [Fact]
    public async Task What_is_left_alone_is_set_at_once_when_the_address_or_the_entry_changes()
    {
        await ContestAsync();
        await world.RunAsync([RoundHarness.Entry("nas.example.com", "192.0.2.2")]);
        Assert.Equal(["nas.example.com A 192.0.2.2"], world.Records);

        Meddle("198.51.100.7");
        await world.RunAsync([Nas with { Mode = SetMode.Own }]);
        Assert.Equal(["nas.example.com A 192.0.2.1"], world.Records);
    }

    [Fact]
    public async Task A_record_that_is_deleted_again_and_again_is_left_alone_too_also_once_it_is_forgotten()
    {
        await world.RunAsync([Nas]);
        for (var i = 0; i < 5; i++)
        {
            world.Time.Advance(TimeSpan.FromMinutes(11));
            Meddle(null);
            await world.RunAsync([Nas]);
        }

        Assert.Empty(world.Records);
        Assert.Equal(2, world.Host.Calls.Count(call => call.StartsWith("Add", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_listing_that_lags_behind_our_own_write_is_no_drift()
    {
        world.Host.ListingLag = TimeSpan.FromSeconds(30);
        await world.RunAsync([Nas]);
        world.Time.Advance(TimeSpan.FromMinutes(1));
        await world.RunAsync([RoundHarness.Entry("nas.example.com", "192.0.2.2")]);

        var outcome = await world.RunAsync([RoundHarness.Entry("nas.example.com", "192.0.2.2")]);

        Assert.Empty(outcome.Notes);
        Assert.Equal(ChangeOutcome.Unchanged, Assert.Single(outcome.Changes).Outcome);
    }

    /// <summary>Others change the record twice after we have set it.</summary>
    private async Task ContestAsync()
    {
        await world.RunAsync([Nas]);
        for (var i = 0; i < 2; i++)
        {
            Meddle("198.51.100.7");
            await world.RunAsync([Nas]);
        }

        Assert.Equal(["nas.example.com A 198.51.100.7"], world.Records);
    }

    /// <summary>Somebody else is at the record.</summary>
    /// <param name="value">What they make of it; null: they delete it.</param>
    /// <param name="remark">The remark they leave.</param>
    private void Meddle(string? value, string? remark = null)
    {
        foreach (var record in world.Host.Records.ToArray())
        {
            world.Host.Remove(record.Id);
            if (value is not null)
            {
                world.Host.Put(record with { Value = new RecordValue(value), Remark = remark });
            }
        }
    }
}
