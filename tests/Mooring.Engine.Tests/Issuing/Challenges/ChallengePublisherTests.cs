using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Core.Records;
using Mooring.Engine.Issuing.Challenges;
using Mooring.Engine.Store;
using Mooring.Engine.Updating;
using Mooring.Testing;

namespace Mooring.Engine.Tests.Issuing.Challenges;

/// <summary>Challenges of many runs under one name: each run's values come and go, everybody else's stay.</summary>
public sealed class ChallengePublisherTests
{
    private readonly ChallengeHarness world = new();

    [Fact]
    public async Task Apex_and_wildcard_share_a_name_with_two_values_and_foreign_ones_stay()
    {
        world.Put("foreign");
        var publisher = world.Publisher();

        var published = await world.PublishAsync(publisher, "one", "two");

        Assert.Equal(Txt("foreign", "one", "two"), world.Records);
        Assert.Equal(["one", "two"], published.Select(one => one.Challenge.Value));
        Assert.Equal(world.Host.Records.Where(record => record.Value.Data != "foreign").Select(record => record.Id), published.Select(one => one.RecordId));
        Assert.All(published, one => Assert.Equal(("home", ChallengeHarness.Domain, ChallengeHarness.Name, false), (one.Account, one.Zone, one.Name, one.IsManual)));

        await world.RemoveAsync(publisher, [.. published]);

        Assert.Equal(Txt("foreign"), world.Records);
        Assert.Empty(await world.JournalAsync());
    }

    [Fact]
    public async Task All_values_of_a_zone_cost_one_listing_and_one_write_each()
    {
        await world.PublishAsync(world.Publisher(), "one", "two");

        Assert.Equal(["ListZones", "List", "Add", "Add"], world.Host.Calls.Select(call => call.Split(' ')[0]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_second_run_leaves_the_first_ones_value_whether_they_share_their_state_or_not(bool shared)
    {
        var first = world.Publisher();
        var ofFirst = await world.PublishAsync(first, "one");
        world.Store = shared ? world.Store : new InMemoryStateStore();
        var second = world.Publisher();

        var ofSecond = await world.PublishAsync(second, "two");
        Assert.Equal(Txt("one", "two"), world.Records);
        await world.RemoveAsync(second, [.. ofSecond]);
        Assert.Equal(Txt("one"), world.Records);
        await world.RemoveAsync(first, [.. ofFirst]);

        Assert.Empty(world.Records);
    }

    [Fact]
    public async Task Twenty_runs_at_once_on_one_zone_each_keep_their_own()
    {
        world.Put("foreign");
        var runs = Enumerable.Range(0, 20).Select(async i =>
        {
            var publisher = world.Publisher();
            var published = await publisher.PublishAsync([new Challenge(ChallengeHarness.Domain, $"value-{i}")], TestContext.Current.CancellationToken);
            Assert.Contains(world.Records, record => record.EndsWith($"value-{i}", StringComparison.Ordinal));
            await publisher.RemoveAsync(published, TestContext.Current.CancellationToken);
        });

        await Task.WhenAll(runs);

        Assert.Equal(Txt("foreign"), world.Records);
        Assert.Empty(await world.JournalAsync());
    }

    [Fact]
    public async Task A_value_that_is_there_already_is_kept_and_taken_for_ours()
    {
        var left = world.Put("one");
        var publisher = world.Publisher();

        var published = await world.PublishAsync(publisher, "one");
        Assert.Equal(left.Id, Assert.Single(published).RecordId);
        await world.RemoveAsync(publisher, [.. published]);

        Assert.Empty(world.Records);
    }

    [Fact]
    public async Task What_is_gone_already_counts_as_removed()
    {
        var publisher = world.Publisher();
        var published = await world.PublishAsync(publisher, "one");
        world.Host.Remove(published[0].RecordId!);

        await world.RemoveAsync(publisher, [.. published]);

        Assert.Empty(await world.JournalAsync());
    }

    [Fact]
    public async Task A_record_whose_value_others_changed_is_theirs()
    {
        var publisher = world.Publisher();
        var published = await world.PublishAsync(publisher, "one");
        var record = Assert.Single(world.Host.Records);
        world.Host.Remove(record.Id);
        world.Host.Put(record with { Value = new RecordValue("changed") });

        await world.RemoveAsync(publisher, [.. published]);

        Assert.Equal(Txt("changed"), world.Records);
    }

    [Fact]
    public async Task Without_any_state_a_value_is_removed_by_itself()
    {
        var published = await world.PublishAsync(world.Publisher(), "one");
        world.Put("foreign");
        world.Store = new InMemoryStateStore();

        await world.RemoveAsync(world.Publisher(), [.. published]);

        Assert.Equal(Txt("foreign"), world.Records);
    }

    [Fact]
    public async Task A_refused_value_is_named_and_those_that_were_published_go_again()
    {
        world.Host.Hook = (action, after) => Throw(action == "Add" && !after && world.Records.Length == 1, Fault(DnsFault.Quota));

        var e = await Assert.ThrowsAsync<ChallengeException>(() => world.PublishAsync(world.Publisher(), "one", "two"));

        Assert.Equal((DnsFault.Quota, "R-1"), (e.Fault, e.RequestId));
        Assert.Empty(world.Records);
        Assert.Single(await world.JournalAsync(), entry => entry is { Leaving: true, Value: "two" });
    }

    [Fact]
    public async Task A_refused_account_leaves_no_line_in_the_journal()
    {
        world.Host.Hook = (_, _) => throw Fault(DnsFault.Credentials);

        var e = await Assert.ThrowsAsync<ChallengeException>(() => world.PublishAsync(world.Publisher(), "one"));

        Assert.Equal(DnsFault.Credentials, e.Fault);
        Assert.Empty(await world.JournalAsync());
    }

    [Fact]
    public async Task A_removal_that_fails_is_tried_again_by_the_next_sweep()
    {
        var publisher = world.Publisher();
        var published = await world.PublishAsync(publisher, "one");
        world.Host.Hook = (action, _) => Throw(action == "Delete", Fault(DnsFault.Rejected));
        await Assert.ThrowsAsync<ChallengeException>(() => world.RemoveAsync(publisher, [.. published]));
        Assert.Equal(0, await world.SweepAsync());
        Assert.Contains("will be tried again", Assert.Single(world.Told), StringComparison.Ordinal);
        world.Host.Hook = (_, _) => { };

        Assert.Equal(1, await world.SweepAsync());

        Assert.Empty(world.Records);
        Assert.Empty(await world.JournalAsync());
    }

    [Fact]
    public async Task The_values_of_a_run_that_lives_are_not_swept_and_those_of_one_that_is_gone_are()
    {
        await world.PublishAsync(world.Publisher(), "alive");
        await world.PublishAsync(world.Publisher(ChallengeHarness.Gone), "dead");

        Assert.Equal(1, await world.SweepAsync());

        Assert.Equal(Txt("alive"), world.Records);
    }

    [Fact]
    public async Task What_a_hook_published_stays_for_a_day_though_the_hook_is_gone()
    {
        await world.PublishAsync(world.Publisher(ChallengeHarness.Gone with { IsHook = true }), "hook");

        Assert.Equal(0, await world.SweepAsync());
        world.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, await world.SweepAsync());

        Assert.Empty(world.Records);
    }

    [Fact]
    public async Task What_a_container_published_that_is_no_more_goes_after_a_day()
    {
        await world.PublishAsync(world.Publisher(ChallengeHarness.Gone with { Host = "5f3e1c pid:[4026532]" }), "one");

        Assert.Equal(0, await world.SweepAsync());
        world.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, await world.SweepAsync());

        Assert.Empty(world.Records);
        Assert.Empty(await world.JournalAsync());
    }

    [Fact]
    public async Task What_was_written_when_the_state_failed_is_swept_while_its_writer_still_runs()
    {
        var store = new FailingOnceStore(world.Store);
        world.Store = store;
        world.Host.Hook = (action, after) => store.FailsNext |= action == "Add" && after;
        await Assert.ThrowsAsync<ChallengeException>(() => world.PublishAsync(world.Publisher(), "one"));
        world.Host.Hook = (_, _) => { };
        Assert.Equal(Txt("one"), world.Records);

        Assert.Equal(1, await world.SweepAsync());

        Assert.Empty(world.Records);
    }

    [Fact]
    public async Task A_value_that_is_published_anew_is_not_taken_for_the_leftover_it_was()
    {
        await world.PublishAsync(world.Publisher(ChallengeHarness.Gone), "one");
        await world.PublishAsync(world.Publisher(), "one");

        Assert.Equal(0, await world.SweepAsync());

        Assert.Equal(Txt("one"), world.Records);
    }

    [Fact]
    public async Task A_run_that_was_called_off_leaves_its_values_to_the_next_sweep()
    {
        world.Host.Hook = (action, after) => Throw(action == "Add" && after, new OperationCanceledException());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.PublishAsync(world.Publisher(), "one"));
        world.Host.Hook = (_, _) => { };

        Assert.Equal(1, await world.SweepAsync());

        Assert.Empty(world.Records);
    }

    [Fact]
    public async Task An_entry_of_the_configuration_at_the_same_name_keeps_off_challenges()
    {
        await world.PublishAsync(world.Publisher(), "one");
        var entry = new Entry
        {
            Name = ChallengeHarness.Name,
            Account = "home",
            Mode = Core.Planning.SetMode.Join,
            Sets = [new EntrySet(RecordType.Txt, new Core.Planning.Wanted.Present([new RecordValue("fixed")]))],
        };

        await new Round(world.Store, new Observations(), world.Time).RunAsync(
            [new Account("home", world.Host)], [entry], new RoundOptions { Mark = "mooring@here" }, TestContext.Current.CancellationToken);

        Assert.Equal(Txt("fixed", "one"), world.Records);
    }

    [Fact]
    public async Task The_account_with_the_longest_zone_is_taken_and_a_preferred_one_before_it()
    {
        var deep = new InMemoryZone(new HostedZone(DomainName.Parse("sub.example.com")), world.Time);
        Account[] accounts = [new("home", world.Host), new("office", deep)];
        Challenge[] challenges = [new(DomainName.Parse("a.sub.example.com"), "one")];

        var longest = await world.Publisher(accounts: accounts).PublishAsync(challenges, TestContext.Current.CancellationToken);
        var preferred = await world.Publisher(accounts: accounts, more: options => options with { Preferred = "home" }).PublishAsync(challenges, TestContext.Current.CancellationToken);

        Assert.Equal(("office", "sub.example.com"), (Assert.Single(longest).Account, longest[0].Zone.Value));
        Assert.Equal(("home", "example.com"), (Assert.Single(preferred).Account, preferred[0].Zone.Value));
    }

    [Fact]
    public async Task Two_accounts_with_one_zone_are_not_guessed_between()
    {
        Account[] accounts = [new("home", world.Host), new("office", new InMemoryZone(new HostedZone(ChallengeHarness.Domain), world.Time))];

        var e = await Assert.ThrowsAsync<ChallengeException>(() => world.PublishAsync(world.Publisher(accounts: accounts), "one"));

        Assert.Contains("home, office; choose one with --account", e.Message, StringComparison.Ordinal);
        Assert.Empty(world.Records);
    }

    [Fact]
    public async Task A_name_of_no_zone_says_which_zones_there_are()
    {
        var e = await Assert.ThrowsAsync<ChallengeException>(() => world.Publisher().PublishAsync(
            [new Challenge(DomainName.Parse("example.org"), "one")], TestContext.Current.CancellationToken));

        Assert.Contains("_acme-challenge.example.org: no account holds a zone for it. Zones that the keys can see: example.com", e.Message, StringComparison.Ordinal);
        Assert.Equal(DnsFault.NotFound, e.Fault);
    }

    [Fact]
    public async Task An_alias_into_a_zone_of_nobody_is_named()
    {
        var publisher = world.Publisher(more: options => options with { Target = (_, _, _) => Task.FromResult(DomainName.Parse("proofs.example.net")) });

        var e = await Assert.ThrowsAsync<ChallengeException>(() => world.PublishAsync(publisher, "one"));

        Assert.Contains("proofs.example.net (of which _acme-challenge.example.com is an alias): no account holds a zone for it", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_alias_into_another_zone_is_followed()
    {
        var published = await world.Publisher(more: options => options with
        {
            Target = (_, _, _) => Task.FromResult(DomainName.Parse("proofs.example.com")),
        }).PublishAsync([new Challenge(DomainName.Parse("example.org"), "one")], TestContext.Current.CancellationToken);

        Assert.Equal(["proofs.example.com TXT one"], world.Records);
        Assert.Equal("proofs.example.com", Assert.Single(published).Name.Value);
    }

    [Theory]
    [InlineData("example.com", true)]
    [InlineData("example.org", false)]
    public async Task Whoever_is_trusted_with_some_names_publishes_nowhere_else_by_an_alias_either(string target, bool taken)
    {
        var publisher = world.Publisher(more: options => options with
        {
            Within = [ChallengeHarness.Domain], Manual = [new ManualAccount("paper", [DomainName.Parse("example.org")])], Target = (_, _, _) => Task.FromResult(DomainName.Parse($"proofs.{target}")),
        });
        var challenge = new Challenge(ChallengeHarness.Domain, "one");

        var publishing = publisher.PublishAsync([challenge], TestContext.Current.CancellationToken);

        if (taken)
        {
            await publishing;
            await publisher.RemoveAsync(challenge, null, TestContext.Current.CancellationToken);
        }
        else
        {
            Assert.Contains("is an alias of proofs.example.org, which lies outside", (await Assert.ThrowsAsync<ChallengeException>(() => publishing)).Message, StringComparison.Ordinal);
            await Assert.ThrowsAsync<ChallengeException>(() => publisher.RemoveAsync(challenge, null, TestContext.Current.CancellationToken));
        }

        Assert.Empty(world.Records);
        Assert.Empty(world.Told);
    }

    [Fact]
    public async Task A_zone_without_an_API_is_left_to_a_person()
    {
        var publisher = world.Publisher(more: options => options with { Manual = [new ManualAccount("paper", [DomainName.Parse("example.org")])] });

        var published = await publisher.PublishAsync([new Challenge(DomainName.Parse("www.example.org"), "one")], TestContext.Current.CancellationToken);
        await publisher.RemoveAsync(published, TestContext.Current.CancellationToken);

        Assert.True(Assert.Single(published).IsManual);
        Assert.Empty(world.Told);
        Assert.Empty(await world.JournalAsync());
    }

    [Fact]
    public async Task A_zone_without_an_API_is_refused_where_nobody_can_be_asked()
    {
        var publisher = world.Publisher(more: options => options with { Manual = [new ManualAccount("paper", [DomainName.Parse("example.org")])], TakesManual = false });

        var refusal = await Assert.ThrowsAsync<ChallengeException>(() => publisher.PublishAsync(
            [new Challenge(DomainName.Parse("www.example.org"), "one")], TestContext.Current.CancellationToken));

        Assert.Contains("its zone example.org is edited by hand (account paper, provider: manual)", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(await world.JournalAsync());
    }

    [Fact]
    public async Task What_a_killed_run_asked_a_person_for_is_told_once()
    {
        ChallengeOptions Manual(ChallengeOptions options) => options with { Manual = [new ManualAccount("paper", [DomainName.Parse("example.org")])] };
        await world.Publisher(ChallengeHarness.Gone, more: Manual).PublishAsync([new Challenge(DomainName.Parse("www.example.org"), "one")], TestContext.Current.CancellationToken);

        await world.SweepAsync();
        await world.SweepAsync();

        Assert.Contains("asked for _acme-challenge.www.example.org TXT \"one\"", Assert.Single(world.Told), StringComparison.Ordinal);
        Assert.Empty(await world.JournalAsync());
    }

    /// <summary>A store whose journal cannot be written once.</summary>
    private sealed class FailingOnceStore(IStateStore inner) : IStateStore
    {
        public bool FailsNext { get; set; }

        public Task<StateDocument?> ReadAsync(string key, CancellationToken cancellation) => inner.ReadAsync(key, cancellation);

        public Task<string?> WriteAsync(string key, ReadOnlyMemory<byte> content, string? expected, CancellationToken cancellation)
        {
            if (!FailsNext || key != "challenges/journal")
            {
                return inner.WriteAsync(key, content, expected, cancellation);
            }

            FailsNext = false;
            throw new StateStoreException(StateFault.Full, Text.Same("the disk is full"));
        }

        public Task<IDisposable> TakeTurnAsync(string key, CancellationToken cancellation) => inner.TakeTurnAsync(key, cancellation);

        public Task<IReadOnlyList<string>> ListAsync(string prefix, CancellationToken cancellation) => inner.ListAsync(prefix, cancellation);
    }

    private static string[] Txt(params string[] values) => [.. values.Order(StringComparer.Ordinal).Select(value => $"{ChallengeHarness.Name} TXT {value}")];

    private static DnsApiException Fault(DnsFault fault) => new(fault, Text.Same($"the host says {fault}"), fault.ToString(), "R-1");

    private static void Throw(bool when, Exception e)
    {
        if (when)
        {
            throw e;
        }
    }
}
