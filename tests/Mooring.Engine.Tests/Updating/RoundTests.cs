using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Core.Planning;
using Mooring.Core.Records;
using Mooring.Engine.Updating;

namespace Mooring.Engine.Tests.Updating;

public sealed class RoundTests
{
    private readonly RoundHarness world = new();

    [Fact]
    public async Task Makes_changes_and_leaves_what_is_right_with_one_listing_and_one_write_each()
    {
        world.Put("a.example.com", "192.0.2.9");
        world.Put("b.example.com", "192.0.2.1");

        var outcome = await world.RunAsync([RoundHarness.Entry("a.example.com", "192.0.2.1"), RoundHarness.Entry("b.example.com", "192.0.2.1"), RoundHarness.Entry("c.example.com", "192.0.2.1")]);

        Assert.Equal(["a.example.com A 192.0.2.1", "b.example.com A 192.0.2.1", "c.example.com A 192.0.2.1"], world.Records);
        Assert.Equal([ChangeOutcome.Applied, ChangeOutcome.Unchanged, ChangeOutcome.Applied], outcome.Changes.Select(change => change.Outcome));
        Assert.Equal(4, world.Host.Calls.Count);   // zones once, one listing, two writes
        Assert.False(outcome.HasFailures);
    }

    [Fact]
    public async Task Zones_known_from_an_earlier_run_are_not_listed_again()
    {
        await world.RunAsync([RoundHarness.Entry("a.example.com", "192.0.2.1")]);
        world.Host.ForgetCalls();

        await world.RunAsync([RoundHarness.Entry("a.example.com", "192.0.2.1")]);

        Assert.Equal(["List example.com"], world.Host.Calls);
    }

    [Fact]
    public async Task A_dry_run_writes_nothing_anywhere_and_tells_the_same_plan()
    {
        world.Put("a.example.com", "192.0.2.9");

        var planned = await world.RunAsync([RoundHarness.Entry("a.example.com", "192.0.2.1")], dryRun: true);
        var state = await world.Store.ListAsync("", TestContext.Current.CancellationToken);
        var applied = await world.RunAsync([RoundHarness.Entry("a.example.com", "192.0.2.1")]);

        Assert.Empty(state);
        Assert.Equal(ChangeOutcome.Planned, Assert.Single(planned.Changes).Outcome);
        Assert.Equal(
            planned.Changes.Select(change => (change.Action, change.From.Single(), change.To.Single(), change.Ttl)),
            applied.Changes.Select(change => (change.Action, change.From.Single(), change.To.Single(), change.Ttl)));
    }

    [Fact]
    public async Task An_address_change_updates_the_record_we_made_beside_a_foreign_one()
    {
        await world.RunAsync([RoundHarness.Entry("a.example.com", "192.0.2.1")]);
        world.Put("a.example.com", "198.51.100.7");

        var outcome = await world.RunAsync([RoundHarness.Entry("a.example.com", "192.0.2.2")]);

        Assert.Equal(["a.example.com A 192.0.2.2", "a.example.com A 198.51.100.7"], world.Records);
        Assert.Contains("not ours", Assert.Single(outcome.Notes).English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_listing_is_not_an_empty_one()
    {
        world.Put("a.example.com", "192.0.2.9");
        world.Host.Hook = (action, _) => Throw(action == "List", RoundHarness.Failure(DnsFault.Unavailable));

        var outcome = await world.RunAsync([RoundHarness.Entry("a.example.com", "192.0.2.1")]);

        Assert.Equal(["a.example.com A 192.0.2.9"], world.Records);
        Assert.True(outcome.NothingRead);
        Assert.Equal("unavailable", Assert.Single(outcome.Changes).Error?.Fault);
    }

    [Fact]
    public async Task One_set_that_fails_does_not_stop_the_next()
    {
        world.Host.Hook = (action, after) => Throw(action == "Add" && !after && world.Host.Calls[^1].Contains("a.example", StringComparison.Ordinal), RoundHarness.Failure(DnsFault.Rejected));

        var outcome = await world.RunAsync([RoundHarness.Entry("a.example.com", "192.0.2.1"), RoundHarness.Entry("b.example.com", "192.0.2.1")]);

        Assert.Equal(["b.example.com A 192.0.2.1"], world.Records);
        Assert.Equal([ChangeOutcome.Failed, ChangeOutcome.Applied], outcome.Changes.Select(change => change.Outcome));
        Assert.False(outcome.NothingRead);
    }

    [Fact]
    public async Task An_unknown_address_leaves_the_record_and_asks_nobody()
    {
        world.Put("a.example.com", "192.0.2.9");
        await world.RunAsync([RoundHarness.Entry("a.example.com", "192.0.2.9")]);
        world.Host.ForgetCalls();

        var outcome = await world.RunAsync([RoundHarness.Entry("a.example.com", new Wanted.Unknown(new Text("no probe answered", "探测均无应答")))]);

        Assert.Empty(world.Host.Calls);
        Assert.Equal(("source", ChangeOutcome.Skipped), (outcome.Changes[0].Error?.Fault, outcome.Changes[0].Outcome));
        Assert.True(outcome.HasFailures);
        Assert.False(outcome.NothingRead);
    }

    [Fact]
    public async Task An_addition_whose_answer_was_lost_is_found_and_not_repeated()
    {
        world.Host.Hook = (action, after) => Throw(action == "Add" && after, RoundHarness.Failure(DnsFault.Unavailable, outcomeUnknown: true));

        var outcome = await world.RunAsync([RoundHarness.Entry("a.example.com", "192.0.2.1")]);

        Assert.Equal(["a.example.com A 192.0.2.1"], world.Records);
        Assert.Single(world.Host.Calls, call => call.StartsWith("Add", StringComparison.Ordinal));
        Assert.Equal(ChangeOutcome.Applied, Assert.Single(outcome.Changes).Outcome);
    }

    [Fact]
    public async Task An_addition_that_never_took_effect_is_sent_again()
    {
        var failures = 1;
        world.Host.Hook = (action, after) => Throw(action == "Add" && !after && failures-- > 0, RoundHarness.Failure(DnsFault.Unavailable, outcomeUnknown: true));

        var outcome = await world.RunAsync([RoundHarness.Entry("a.example.com", "192.0.2.1")]);

        Assert.Equal(["a.example.com A 192.0.2.1"], world.Records);
        Assert.Equal(ChangeOutcome.Applied, Assert.Single(outcome.Changes).Outcome);
    }

    [Fact]
    public async Task A_lagging_listing_is_asked_until_its_lag_is_over_before_a_write_is_repeated()
    {
        world.Host.ListingLag = TimeSpan.FromSeconds(30);
        world.Host.Hook = (action, after) => Throw(action == "Add" && after, RoundHarness.Failure(DnsFault.Unavailable, outcomeUnknown: true));
        var before = world.Time.GetUtcNow();

        var outcome = await world.RunAsync([RoundHarness.Entry("a.example.com", "192.0.2.1")]);

        Assert.Single(world.Host.Calls, call => call.StartsWith("Add", StringComparison.Ordinal));
        Assert.Equal(["a.example.com A 192.0.2.1"], world.Records);
        Assert.Equal(ChangeOutcome.Applied, Assert.Single(outcome.Changes).Outcome);
        Assert.True(world.Time.GetUtcNow() - before >= TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_record_that_a_lagging_listing_still_lacks_is_not_added_again_in_the_next_run()
    {
        world.Host.ListingLag = TimeSpan.FromSeconds(30);
        await world.RunAsync([RoundHarness.Entry("a.example.com", "192.0.2.1")]);
        world.Host.ForgetCalls();

        var outcome = await world.RunAsync([RoundHarness.Entry("a.example.com", "192.0.2.1")]);

        Assert.Equal(["List example.com"], world.Host.Calls);
        Assert.Equal(ChangeOutcome.Unchanged, Assert.Single(outcome.Changes).Outcome);
    }

    [Fact]
    public async Task A_ttl_that_the_edition_refuses_is_raised_once_and_remembered()
    {
        var refusals = 1;
        world.Host.Hook = (action, after) => Throw(action == "Add" && !after && refusals-- > 0, RoundHarness.Failure(DnsFault.Quota, minimumTtl: new Ttl(600)));
        var entry = RoundHarness.Entry("a.example.com", "192.0.2.1") with { Ttl = new Ttl(60) };

        var first = await world.RunAsync([entry]);
        world.Host.ForgetCalls();
        var second = await world.RunAsync([entry]);

        Assert.Equal(600, Assert.Single(world.Host.Records).Ttl.Seconds);
        Assert.Contains("600 s", Assert.Single(first.Notes).English, StringComparison.Ordinal);
        Assert.Equal(["List example.com"], world.Host.Calls);
        Assert.False(second.HasFailures);
    }

    [Fact]
    public async Task A_record_deleted_between_listing_and_write_is_made_again()
    {
        var record = world.Put("a.example.com", "192.0.2.9");
        world.Host.Hook = (action, after) =>
        {
            if (action == "Update" && !after)
            {
                world.Host.Remove(record.Id);
            }
        };

        var outcome = await world.RunAsync([RoundHarness.Entry("a.example.com", "192.0.2.1")]);

        Assert.Equal(["a.example.com A 192.0.2.1"], world.Records);
        Assert.False(outcome.HasFailures);
    }

    [Fact]
    public async Task A_second_look_leaves_the_record_alone_that_another_entry_means_by_its_id()
    {
        var byId = RoundHarness.Entry("a.example.com", "192.0.2.1") with { Id = world.Put("a.example.com", "192.0.2.1").Id };
        await world.RunAsync([byId, RoundHarness.Entry("a.example.com", "192.0.2.2")]);
        var added = world.Host.Records[^1].Id;
        world.Host.Hook = (action, after) =>
        {
            if (action == "Update" && !after)
            {
                world.Host.Remove(added);
            }
        };

        await world.RunAsync([byId, RoundHarness.Entry("a.example.com", "192.0.2.3")]);

        Assert.Equal(["a.example.com A 192.0.2.1", "a.example.com A 192.0.2.3"], world.Records);
    }

    [Fact]
    public async Task Tells_how_far_it_is_and_counts_what_was_given_up_as_over()
    {
        var progress = new Counted();
        world.Progress = progress;
        world.Host.Hook = (action, after) => Throw(action == "Add" && !after && progress.Names.Count == 0, RoundHarness.Failure(DnsFault.Rejected));

        await world.RunAsync([RoundHarness.Entry("a.example.com", "192.0.2.1", "192.0.2.2"), RoundHarness.Entry("b.example.com", "192.0.2.1")]);

        Assert.Equal((3, 3), (progress.Expected, progress.Over));
        Assert.Equal(["a.example.com", "b.example.com"], progress.Names);
    }

    private sealed class Counted : IRoundProgress
    {
        public int Expected { get; private set; }

        public int Over { get; private set; }

        public List<string> Names { get; } = [];

        public void Expect(int writes) => Expected += writes;

        public void Finished(DomainName name, int writes)
        {
            Over += writes;
            Names.Add(name.Value);
        }
    }

    [Fact]
    public async Task What_was_written_before_a_second_look_that_fails_is_told_all_the_same()
    {
        world.Put("a.example.com", "192.0.2.9");
        var gone = world.Put("b.example.com", "192.0.2.9");
        world.Host.Hook = (action, after) =>
        {
            if (action == "Update" && !after && world.Host.Calls[^1].Contains(gone.Id, StringComparison.Ordinal))
            {
                world.Host.Remove(gone.Id);
            }

            Throw(action == "List" && world.Host.Calls.Count(call => call.StartsWith("List ", StringComparison.Ordinal)) > 1, RoundHarness.Failure(DnsFault.Unavailable));
        };

        var outcome = await world.RunAsync([RoundHarness.Entry("a.example.com", "192.0.2.1"), RoundHarness.Entry("b.example.com", "192.0.2.1")]);

        Assert.Equal([("a.example.com", ChangeOutcome.Applied), ("b.example.com", ChangeOutcome.Failed)], outcome.Changes.Select(change => (change.Name.Value, change.Outcome)));
        Assert.Contains("Unavailable", outcome.Notes[^1].English, StringComparison.Ordinal);
        Assert.False(outcome.NothingRead);
    }

    [Fact]
    public async Task What_was_written_of_a_set_before_it_was_looked_at_again_is_told()
    {
        var record = world.Put("a.example.com", "192.0.2.9");
        await world.RunAsync([RoundHarness.Entry("a.example.com", "192.0.2.9")]);
        world.Host.Hook = (action, after) =>
        {
            if (action == "Add" && !after)
            {
                world.Host.Hook = (_, _) => { };
                world.Put("a.example.com", "192.0.2.2");
                throw RoundHarness.Failure(DnsFault.Conflict);
            }
        };

        var outcome = await world.RunAsync([RoundHarness.Entry("a.example.com", "192.0.2.1", "192.0.2.2")]);

        Assert.Equal(["a.example.com A 192.0.2.1", "a.example.com A 192.0.2.2"], world.Records);
        var change = Assert.Single(outcome.Changes);
        Assert.Equal((ChangeAction.Update, ChangeOutcome.Applied, "192.0.2.1"), (change.Action, change.Outcome, change.To.Single().Data));
        Assert.Equal(record.Value, change.From.Single());
    }

    [Fact]
    public async Task A_refused_key_is_not_hammered()
    {
        world.Put("a.example.com", "192.0.2.9");
        world.Put("b.example.com", "192.0.2.9");
        world.Host.Hook = (action, after) => Throw(action == "Update", RoundHarness.Failure(DnsFault.Credentials));

        var outcome = await world.RunAsync([RoundHarness.Entry("a.example.com", "192.0.2.1"), RoundHarness.Entry("b.example.com", "192.0.2.1")]);

        Assert.Single(world.Host.Calls, call => call.StartsWith("Update", StringComparison.Ordinal));
        Assert.All(outcome.Changes, change => Assert.Equal("credentials", change.Error?.Fault));
    }

    [Fact]
    public async Task A_deletion_never_follows_a_failed_update()
    {
        world.Put("a.example.com", "192.0.2.8");
        world.Put("a.example.com", "192.0.2.9");
        world.Host.Hook = (action, after) => Throw(action == "Update", RoundHarness.Failure(DnsFault.Rejected));

        var outcome = await world.RunAsync([RoundHarness.Entry("a.example.com", "192.0.2.1") with { Mode = SetMode.Own }]);

        Assert.Equal(["a.example.com A 192.0.2.8", "a.example.com A 192.0.2.9"], world.Records);
        Assert.Equal([ChangeOutcome.Failed, ChangeOutcome.Skipped], outcome.Changes.Select(change => change.Outcome).Order());
    }

    [Fact]
    public async Task A_name_outside_every_zone_is_told_with_the_zones_there_are()
    {
        var outcome = await world.RunAsync([RoundHarness.Entry("nas.example.org", "192.0.2.1")]);

        var error = Assert.Single(outcome.Changes).Error;
        Assert.False(outcome.NothingRead);
        Assert.Equal("notFound", error?.Fault);
        Assert.Contains("example.com", error?.Message.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_the_observation_is_fresh_an_unchanged_round_makes_no_call()
    {
        world.Refresh = TimeSpan.FromMinutes(30);
        await world.RunAsync([RoundHarness.Entry("a.example.com", "192.0.2.1")]);
        world.Host.ForgetCalls();

        await world.RunAsync([RoundHarness.Entry("a.example.com", "192.0.2.1")]);
        Assert.Empty(world.Host.Calls);

        await world.RunAsync([RoundHarness.Entry("a.example.com", "192.0.2.2")]);
        Assert.Equal(["List example.com", "Update 000001 a.example.com A 192.0.2.2"], world.Host.Calls);
        world.Host.ForgetCalls();

        world.Time.Advance(TimeSpan.FromMinutes(31));
        await world.RunAsync([RoundHarness.Entry("a.example.com", "192.0.2.2")]);
        Assert.Equal(["List example.com"], world.Host.Calls);
    }

    [Theory]
    [InlineData(8, "the machine slept, and the monotonic clock with it; or the clock was set ahead")]
    [InlineData(-87660, "the clock was set back")]
    public async Task An_observation_is_not_fresh_after_the_clock_was_set_or_the_machine_slept(double hours, string what)
    {
        world.Refresh = TimeSpan.FromMinutes(30);
        await world.RunAsync([RoundHarness.Entry("a.example.com", "192.0.2.1")]);
        world.Host.ForgetCalls();

        world.Time.SetUtcNow(world.Time.GetUtcNow().AddHours(hours));
        await world.RunAsync([RoundHarness.Entry("a.example.com", "192.0.2.1")]);
        Assert.True(world.Host.Calls.Contains("List example.com"), what);
        world.Host.ForgetCalls();

        await world.RunAsync([RoundHarness.Entry("a.example.com", "192.0.2.1")]);
        Assert.Empty(world.Host.Calls);
    }

    [Theory]
    [InlineData(-87660)]
    [InlineData(87660)]
    public async Task A_clock_that_is_set_while_the_listing_lags_leaves_no_second_record(double hours)
    {
        world.Host.ListingLag = TimeSpan.FromSeconds(30);
        await world.RunAsync([RoundHarness.Entry("a.example.com", "192.0.2.1"), RoundHarness.Entry("b.example.com", "192.0.2.1")]);
        world.Time.Advance(TimeSpan.FromMinutes(1));
        await world.RunAsync([RoundHarness.Entry("a.example.com", "192.0.2.2"), RoundHarness.Entry("b.example.com", new Wanted.Absent()), RoundHarness.Entry("c.example.com", "192.0.2.2")]);

        world.Time.SetUtcNow(world.Time.GetUtcNow().AddHours(hours));
        var outcome = await world.RunAsync([RoundHarness.Entry("a.example.com", "192.0.2.2"), RoundHarness.Entry("b.example.com", new Wanted.Absent()), RoundHarness.Entry("c.example.com", "192.0.2.2")]);

        Assert.False(outcome.HasFailures, string.Join('\n', outcome.Changes));
        Assert.Equal(["a.example.com A 192.0.2.2", "c.example.com A 192.0.2.2"], world.Records);
    }

    [Fact]
    public async Task What_was_acknowledged_before_a_stop_is_remembered()
    {
        using var stop = new CancellationTokenSource();
        world.Host.Hook = (action, after) =>
        {
            if (action == "Add" && !after && world.Host.Calls[^1].Contains("b.example", StringComparison.Ordinal))
            {
                stop.Cancel();
                throw new OperationCanceledException(stop.Token);
            }
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            world.RunAsync([RoundHarness.Entry("a.example.com", "192.0.2.1"), RoundHarness.Entry("b.example.com", "192.0.2.1")], stop: stop));
        world.Host.Hook = (_, _) => { };
        world.Put("a.example.com", "198.51.100.7");
        await world.RunAsync([RoundHarness.Entry("a.example.com", "192.0.2.2"), RoundHarness.Entry("b.example.com", "192.0.2.2")]);

        Assert.Equal(["a.example.com A 192.0.2.2", "a.example.com A 198.51.100.7", "b.example.com A 192.0.2.2"], world.Records);
    }

    [Fact]
    public async Task What_an_interrupted_addition_made_stays_ours_however_late_and_by_whatever_round_it_is_seen()
    {
        world.Host.AdditionTakesRemark = false;
        using var stop = new CancellationTokenSource();
        world.Host.Hook = (action, after) =>
        {
            if (action == "Add" && after)
            {
                stop.Cancel();
                throw new OperationCanceledException(stop.Token);
            }
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.RunAsync([RoundHarness.Entry("a.example.com", "192.0.2.1")], stop: stop));
        world.Host.Hook = (_, _) => { };

        world.Time.Advance(TimeSpan.FromHours(1));
        await world.RunAsync([RoundHarness.Entry("b.example.com", "192.0.2.1")]);
        world.Put("a.example.com", "198.51.100.7");
        await world.RunAsync([RoundHarness.Entry("a.example.com", "192.0.2.2")]);

        Assert.Equal(["a.example.com A 192.0.2.2", "a.example.com A 198.51.100.7", "b.example.com A 192.0.2.1"], world.Records);
    }

    [Fact]
    public async Task An_entry_taken_out_of_the_configuration_is_reported_once_and_changes_nothing()
    {
        await world.RunAsync([RoundHarness.Entry("a.example.com", "192.0.2.1"), RoundHarness.Entry("b.example.com", "192.0.2.1")]);
        Entry[] left = [RoundHarness.Entry("b.example.com", "192.0.2.1")];
        var cancellation = TestContext.Current.CancellationToken;

        var first = await new LeftEntries(world.Store).ReportAsync(world.Accounts, left, cancellation);
        var second = await new LeftEntries(world.Store).ReportAsync(world.Accounts, left, cancellation);

        Assert.Contains("a.example.com A 192.0.2.1", Assert.Single(first).English, StringComparison.Ordinal);
        Assert.Empty(second);
        Assert.Equal(2, world.Records.Length);
    }

    [Fact]
    public async Task A_state_that_is_lost_leads_to_no_duplicate()
    {
        await world.RunAsync([RoundHarness.Entry("a.example.com", "192.0.2.1")]);
        world.Store = new Mooring.Engine.Store.InMemoryStateStore();

        await world.RunAsync([RoundHarness.Entry("a.example.com", "192.0.2.2")]);

        Assert.Equal(["a.example.com A 192.0.2.2"], world.Records);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"version":1,"records":null,"intents":[],"deletions":[]}""")]
    [InlineData("""{"version":1,"records":[{"id":"1"}],"intents":[],"deletions":[]}""")]
    [InlineData("[]")]
    [InlineData("""{"version":1,"records":[null],"intents":[],"deletions":[]}""")]
    [InlineData("""{"version":1,"records":[],"intents":[null],"deletions":[]}""")]
    [InlineData("""{"version":1,"records":[],"intents":[],"deletions":[null]}""")]
    public async Task A_state_document_that_somebody_edited_away_counts_as_nothing_remembered(string document)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await world.Store.WriteAsync("accounts/home/zones/example.com", System.Text.Encoding.UTF8.GetBytes(document), null, cancellation);

        var outcome = await world.RunAsync([RoundHarness.Entry("a.example.com", "192.0.2.1")]);

        Assert.False(outcome.HasFailures);
        Assert.Equal(["a.example.com A 192.0.2.1"], world.Records);
    }

    [Theory]
    [InlineData("""{"version":1,"at":"AT","zones":[null]}""")]
    [InlineData("""{"version":1,"at":"AT","zones":[{"name":"com"}]}""")]
    public async Task A_list_of_zones_that_does_not_hold_is_asked_for_anew(string document)
    {
        // Given a list of a moment ago that somebody edited, and a host that refuses a zone that is none
        var json = document.Replace("AT", world.Time.GetUtcNow().ToString("O"), StringComparison.Ordinal);
        await world.Store.WriteAsync("accounts/home/account", System.Text.Encoding.UTF8.GetBytes(json), null, TestContext.Current.CancellationToken);
        world.Host.Unknown = DnsFault.Rejected;

        var outcome = await world.RunAsync([RoundHarness.Entry("a.example.com", "192.0.2.1")]);

        // Then the list was asked for once and served the same round, and the next
        Assert.False(outcome.HasFailures);
        Assert.Equal(["a.example.com A 192.0.2.1"], world.Records);
        Assert.Single(world.Host.Calls, "ListZones");
        await world.RunAsync([RoundHarness.Entry("a.example.com", "192.0.2.1")]);
        Assert.Single(world.Host.Calls, "ListZones");
    }

    [Fact]
    public async Task A_zone_that_no_listing_holds_is_asked_for_once_a_round()
    {
        await world.RunAsync([RoundHarness.Entry("a.example.com", "192.0.2.1")]);
        world.Host.Hook = (action, _) => Throw(action == "List", RoundHarness.Failure(DnsFault.Rejected));
        world.Host.ForgetCalls();

        var outcome = await world.RunAsync([RoundHarness.Entry("a.example.com", "192.0.2.1")]);

        Assert.Equal("rejected", Assert.Single(outcome.Changes).Error?.Fault);
        Assert.Equal(["List example.com", "ListZones", "List example.com"], world.Host.Calls);
    }

    [Fact]
    public async Task A_zone_that_is_gone_is_an_answer_of_the_account()
    {
        world.Host.Hook = (action, _) => Throw(action == "List", RoundHarness.Failure(DnsFault.NotFound));

        var outcome = await world.RunAsync([RoundHarness.Entry("a.example.com", "192.0.2.1")]);

        Assert.True(outcome.HasFailures);
        Assert.False(outcome.NothingRead);
    }

    [Fact]
    public async Task An_entry_of_one_line_that_is_taken_out_is_reported_though_the_name_stays_on_another()
    {
        var telecom = RoundHarness.Entry("a.example.com", "192.0.2.1") with { Line = "telecom" };
        await world.RunAsync([RoundHarness.Entry("a.example.com", "192.0.2.1"), telecom]);

        var left = await new LeftEntries(world.Store).ReportAsync(world.Accounts, [RoundHarness.Entry("a.example.com", "192.0.2.1")], TestContext.Current.CancellationToken);

        Assert.Contains("id 000002", Assert.Single(left).English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_whose_addition_was_cut_off_is_known_as_ours_by_the_next_listing_even_if_its_address_is_unknown_then()
    {
        world.Host.Hook = (action, after) => Throw(action == "Add" && after, new OperationCanceledException());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.RunAsync([RoundHarness.Entry("a.example.com", "192.0.2.1")]));
        world.Host.Hook = (_, _) => { };
        world.Put("a.example.com", "198.51.100.7");
        var unknown = RoundHarness.Entry("a.example.com", new Wanted.Unknown(Text.Same("no answer")));
        await world.RunAsync([unknown, RoundHarness.Entry("b.example.com", "192.0.2.1")]);
        world.Time.Advance(TimeSpan.FromHours(1));

        await world.RunAsync([unknown, RoundHarness.Entry("b.example.com", "192.0.2.1")]);
        await world.RunAsync([RoundHarness.Entry("a.example.com", "192.0.2.2"), RoundHarness.Entry("b.example.com", "192.0.2.1")]);

        Assert.Equal(["a.example.com A 192.0.2.2", "a.example.com A 198.51.100.7", "b.example.com A 192.0.2.1"], world.Records);
    }

    private static void Throw(bool when, Exception e)
    {
        if (when)
        {
            throw e;
        }
    }
}
