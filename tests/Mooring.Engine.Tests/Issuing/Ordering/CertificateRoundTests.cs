using Mooring.Acme;
using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Engine.Issuing.Challenges;
using Mooring.Engine.Issuing.Keeping;
using Mooring.Engine.Issuing.Ordering;
using Mooring.Engine.Store;

namespace Mooring.Engine.Tests.Issuing.Ordering;

/// <summary>The course of a certificate: ordered, proven, issued, renewed, and gone on with after a kill.</summary>
public sealed class CertificateRoundTests : IDisposable
{
    private readonly OrderingHarness world = new();

    [Fact]
    public async Task What_is_missing_is_ordered_with_both_values_of_a_name_at_once_and_nothing_stays_in_dns()
    {
        var outcome = await world.RunAsync();

        Assert.True(outcome.IsNew, outcome.Error?.English);
        Assert.Equal(["example.com", "*.example.com"], outcome.Certificate!.Domains.Select(domain => domain.Value).OrderDescending());
        Assert.Equal(["open", "order", "answer", "answer", "read", "finalize", "download", "renewal info"], world.Authority.Calls);
        Assert.Equal(2, world.Values.Distinct().Count());
        Assert.Empty(world.Published);
    }

    [Fact]
    public async Task What_is_not_due_is_left_alone_and_what_is_due_is_renewed_with_a_new_key()
    {
        var first = await world.RunAsync();
        world.Authority.Calls.Clear();

        world.Time.Advance(TimeSpan.FromDays(59));
        Assert.False((await world.RunAsync()).IsNew);
        Assert.DoesNotContain("order", world.Authority.Calls);

        world.Time.Advance(TimeSpan.FromDays(2));
        var renewed = await world.RunAsync();
        Assert.True(renewed.IsNew);
        Assert.Equal(2, renewed.Certificate!.Version);
        Assert.NotEqual(first.Certificate!.Key!.Reveal(), renewed.Certificate.Key!.Reveal());
    }

    [Fact]
    public async Task A_key_is_kept_where_that_is_wanted()
    {
        world.Wish = world.Wish with { ReusesKey = true };
        var first = await world.RunAsync();

        var again = await world.RunAsync(CertificateAim.Now);

        Assert.Equal(first.Certificate!.Key!.Reveal(), again.Certificate!.Key!.Reveal());
    }

    [Fact]
    public async Task A_key_that_is_known_to_others_is_never_used_again()
    {
        world.Wish = world.Wish with { ReusesKey = true, Issuers = [world.First] };
        var first = await world.RunAsync();

        // Given a renewal that was interrupted with the same key
        world.Authority.Hook = call => Fail(call == "download", new AcmeException(Text.Same("no network")) { IsPassing = true });
        await world.RunAsync(CertificateAim.Now);
        world.Authority.Hook = _ => { };

        Assert.Equal(first.Certificate!.Serial, (await world.RevokeAsync("key-compromise")).Serial);
        var next = await world.RunAsync(CertificateAim.Now);

        Assert.Contains("revoke KeyCompromise by key", world.Authority.Calls);
        Assert.NotEqual(first.Certificate.Key!.Reveal(), next.Certificate!.Key!.Reveal());
        Assert.Equal(next.Certificate.Key!.Reveal(), (await world.RunAsync(CertificateAim.Now)).Certificate!.Key!.Reveal());
    }

    [Fact]
    public async Task A_certificate_of_an_authority_that_is_not_configured_any_more_is_revoked_without_an_account()
    {
        await world.RunAsync();
        world.Wish = world.Wish with { Issuers = [world.Second] };

        Assert.Null((await world.RevokeAsync("superseded")).Why);

        Assert.Contains("revoke Superseded by key", world.Authority.Calls);
        Assert.Single(world.Authority.Calls, call => call == "open");
    }

    [Theory]
    [InlineData(-40, "this machine's clock is 40 d ahead of the authority's")]
    [InlineData(40, "this machine's clock is 40 d behind the authority's")]
    public async Task No_certificate_is_issued_to_be_thrown_away_by_a_clock_that_is_days_off(int days, string why)
    {
        world.Authority.ClockOffset = TimeSpan.FromDays(days);
        Assert.Contains(why, (await world.RunAsync()).Error?.English, StringComparison.Ordinal);
        Assert.DoesNotContain("finalize", world.Authority.Calls);

        world.Authority.ClockOffset = TimeSpan.FromMinutes(3);
        world.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.True((await world.RunAsync()).IsNew);
        Assert.Single(world.Authority.Calls, call => call == "order");
    }

    [Fact]
    public async Task A_request_of_somebody_elses_is_handed_in_as_it_is_and_another_key_in_it_is_a_reason_to_issue()
    {
        var (one, two) = (Request(), Request());
        world.Wish = world.Wish with { Request = one };
        var first = await world.RunAsync();
        Assert.True(first.IsNew, first.Error?.English);
        Assert.Null(first.Certificate!.Key);
        Assert.True(first.Certificate.IsOf(one.PublicKey.Span));
        Assert.False((await world.RunAsync()).IsNew);

        world.Wish = world.Wish with { Request = two };
        var second = await world.RunAsync();
        Assert.True(second.Certificate!.IsOf(two.PublicKey.Span));

        // Without a request of theirs a key is made here.
        world.Wish = world.Wish with { Request = null, ReusesKey = true };
        Assert.NotNull((await world.RunAsync()).Certificate!.Key);
    }

    [Fact]
    public async Task A_request_whose_key_is_known_to_others_is_not_handed_in_again()
    {
        world.Wish = world.Wish with { Request = Request() };
        var first = await world.RunAsync();
        await CertificateState.In(world.Store, world.Wish.Name, world.Wish.Kind).ChangeAsync(
            state => state with { Compromised = first.Certificate!.Version }, TestContext.Current.CancellationToken);

        var refused = await world.RunAsync(CertificateAim.Now);
        Assert.Contains("put a request with a new key into the file", refused.Error?.English, StringComparison.Ordinal);
        Assert.Single(world.Authority.Calls, call => call == "order");

        world.Wish = world.Wish with { Request = Request() };
        Assert.True((await world.RunAsync(CertificateAim.Now)).IsNew);
    }

    [Fact]
    public async Task One_that_was_revoked_is_replaced_at_once_and_once()
    {
        await world.RunAsync();
        await world.RevokeAsync("superseded");

        var replaced = await world.RunAsync();

        Assert.Equal((true, 2, false), (replaced.IsNew, replaced.Certificate?.Version, replaced.IsRevoked));
        Assert.False((await world.RunAsync()).IsNew);
    }

    [Fact]
    public async Task Other_names_are_a_reason_to_issue_at_once()
    {
        await world.RunAsync();
        world.Wish = world.Wish with { Domains = [DomainName.Parse("example.com"), DomainName.Parse("*.example.com"), DomainName.Parse("a.b.example.com"), DomainName.Parse("*.a.b.example.com")] };

        Assert.True((await world.RunAsync()).IsNew);
    }

    [Fact]
    public async Task Names_that_an_authority_adds_by_itself_are_no_reason_to_issue_again()
    {
        world.Authority.Adds.Add("www.example.com");

        Assert.True((await world.RunAsync()).IsNew);
        Assert.False((await world.RunAsync()).IsNew);
        Assert.Single(world.Authority.Calls, call => call == "order");
    }

    [Fact]
    public async Task The_authority_decides_when_to_renew_and_hears_what_is_replaced()
    {
        world.Authority.Window = Window(days: 10);
        var first = await world.RunAsync();
        Assert.InRange(first.RenewAt!.Value, world.Time.GetUtcNow().AddDays(10), world.Time.GetUtcNow().AddDays(12));

        // A mass revocation: the window lies in the past all at once.
        world.Authority.Window = Window(days: -5);
        world.Time.Advance(TimeSpan.FromHours(7));
        var renewed = await world.RunAsync();

        Assert.True(renewed.IsNew);
        Assert.Null(world.Authority.Replaced[0]);
        Assert.Contains('.', world.Authority.Replaced[1]!);
    }

    [Fact]
    public async Task An_authority_that_wants_every_certificate_replaced_at_once_is_followed_twice_a_day_at_most()
    {
        world.Authority.Window = Window(days: -5);

        for (var minutes = 0; minutes < 48 * 60; minutes += 10)
        {
            await world.RunAsync();
            world.Time.Advance(TimeSpan.FromMinutes(10));
        }

        Assert.InRange(world.Authority.Calls.Count(call => call == "order"), 4, 6);
    }

    [Fact]
    public async Task What_was_chosen_in_the_window_stays_while_the_window_does()
    {
        world.Authority.Window = Window(days: 10);
        var chosen = (await world.RunAsync(random: 0.3)).RenewAt;

        world.Time.Advance(TimeSpan.FromHours(30));

        Assert.Equal(chosen, (await world.RunAsync(random: 0.9)).RenewAt);
    }

    [Theory]
    [InlineData("answer")]
    [InlineData("read")]
    [InlineData("finalize")]
    [InlineData("download")]
    public async Task A_run_that_was_killed_is_gone_on_with_and_nothing_is_ordered_twice(string at)
    {
        world.Authority.Hook = call => Fail(call == at, new OperationCanceledException("killed"));
        await Assert.ThrowsAsync<OperationCanceledException>(() => world.RunAsync());
        Assert.Empty(world.Published);

        world.Authority.Hook = _ => { };
        var outcome = await world.RunAsync();

        Assert.True(outcome.IsNew, outcome.Error?.English);
        Assert.Single(world.Authority.Calls, call => call == "order");
    }

    [Fact]
    public async Task A_key_that_a_killed_run_left_is_not_used_for_another_order()
    {
        // Given a run that was killed when its certificate was in use already
        var first = await world.RunAsync();
        await world.Certificates.SavePendingKeyAsync("example", world.Wish.Kind, first.Certificate!.Key!, TestContext.Current.CancellationToken);

        var second = await world.RunAsync(CertificateAim.Now);

        Assert.True(second.IsNew, second.Error?.English);
        Assert.NotEqual(first.Certificate.Key!.Reveal(), second.Certificate!.Key!.Reveal());
    }

    [Fact]
    public async Task A_network_that_fails_keeps_the_order_for_the_next_attempt()
    {
        world.Wish = world.Wish with { Issuers = [world.First] };
        world.Authority.Hook = call => Fail(call == "finalize", new AcmeException(Text.Same("unreachable")) { IsPassing = true });

        var failed = await world.RunAsync();
        Assert.Equal("unreachable", failed.Error?.English);
        Assert.NotNull((await world.StateAsync()).Order);

        world.Authority.Hook = _ => { };
        world.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.True((await world.RunAsync()).IsNew);
        Assert.Single(world.Authority.Calls, call => call == "order");
    }

    [Fact]
    public async Task A_damaged_key_of_an_interrupted_order_is_replaced()
    {
        world.Wish = world.Wish with { Issuers = [world.First] };
        world.Authority.Hook = call => Fail(call == "finalize", new AcmeException(Text.Same("unreachable")) { IsPassing = true });
        await world.RunAsync();
        await File.WriteAllTextAsync(Path.Combine(world.State, "certificates", "example-ecdsa-p256", "pending.pem"), "-----BEGIN", TestContext.Current.CancellationToken);
        world.Authority.Hook = _ => { };
        world.Time.Advance(TimeSpan.FromMinutes(2));

        var outcome = await world.RunAsync();

        Assert.True(outcome.IsNew, outcome.Error?.English);
    }

    [Fact]
    public async Task A_certificate_whose_state_cannot_be_read_does_not_stop_the_next()
    {
        world.Store = new HalfStore(world.Store, "certificates/example-ecdsa-p256");

        var outcomes = await world.RunAsync([world.Wish, world.Wish with { Name = "other" }]);

        Assert.Equal(["no such disk", null], outcomes.Select(outcome => outcome.Error?.English));
        Assert.True(outcomes[1].IsNew);
    }

    [Fact]
    public async Task What_another_run_is_just_renewing_is_no_failure_of_this_one()
    {
        world.Store = new HalfStore(world.Store, "certificates/example-ecdsa-p256") { Fault = StateFault.Locked };

        Assert.Null((await world.RunAsync()).Error);
        Assert.Contains("another run", (await world.RunAsync(CertificateAim.Now)).Error?.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proof_that_is_not_accepted_ends_the_order_gives_up_the_rest_and_tries_the_next_authority()
    {
        world.Authority.Refuses.Add(DomainName.Parse("example.com"));

        var outcome = await world.RunAsync();

        Assert.True(outcome.IsNew, outcome.Error?.English);
        Assert.Equal("second", outcome.Certificate!.Origin.Issuer);
        Assert.Contains("first does not serve, so second is asked: example.com: ", Assert.Single(world.Warned), StringComparison.Ordinal);
        Assert.Contains("no such value", world.Warned[0], StringComparison.Ordinal);
        Assert.Empty(world.Published);
    }

    [Fact]
    public async Task An_order_is_remembered_though_the_run_is_given_up_just_when_it_was_placed()
    {
        using var store = new DirectoryStateStore(world.State, world.Time, _ => { });
        world.Store = store;
        using var stop = new CancellationTokenSource();
        world.Authority.Placed = stop.Cancel;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.RunAsync([world.Wish], cancellation: stop.Token));

        world.Authority.Placed = () => { };
        Assert.True((await world.RunAsync()).IsNew);

        Assert.Single(world.Authority.Calls, call => call == "order");
    }

    [Fact]
    public async Task An_order_that_became_the_certificate_in_use_is_not_gone_on_with()
    {
        // Given a run that was killed when its certificate was in use already, and its order not yet forgotten
        world.Wish = world.Wish with { ReusesKey = true };
        world.Authority.Lifetime = TimeSpan.FromDays(6);
        PendingOrder? order = null;
        world.Authority.Hook = call => Fail(call == "download", new AcmeException(Text.Same("no network")) { IsPassing = true });
        world.Wish = world.Wish with { Issuers = [world.First] };
        await world.RunAsync();
        order = (await world.StateAsync()).Order;
        world.Authority.Hook = _ => { };
        world.Time.Advance(TimeSpan.FromMinutes(2));
        var first = await world.RunAsync();
        await CertificateState.In(world.Store, "example", world.Wish.Kind).ChangeAsync(state => state with { Order = order }, TestContext.Current.CancellationToken);

        world.Time.Advance(TimeSpan.FromDays(3));
        var renewed = await world.RunAsync();

        Assert.True(renewed.IsNew, renewed.Error?.English);
        Assert.True(renewed.Certificate!.Validity.NotAfter > first.Certificate!.Validity.NotAfter);
        Assert.Equal(2, world.Authority.Calls.Count(call => call == "order"));
    }

    [Fact]
    public async Task An_order_that_is_stuck_for_a_day_is_given_up_for_another_one()
    {
        world.Wish = world.Wish with { Issuers = [world.First] };
        world.Authority.IsStuck = true;
        for (var hours = 0; hours < 20; hours++)
        {
            await world.RunAsync();
            world.Time.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(1, world.Authority.Calls.Count(call => call == "order"));

        world.Time.Advance(TimeSpan.FromDays(1));
        await world.RunAsync();

        Assert.Equal(2, world.Authority.Calls.Count(call => call == "order"));
    }

    [Fact]
    public async Task An_order_without_an_end_is_given_up_after_a_week()
    {
        world.Wish = world.Wish with { Issuers = [world.First] };
        world.Authority.HasEnds = false;
        world.Publishing = () => throw new ChallengeException(Text.Same("no right to write"));
        for (var days = 0; days < 10; days++)
        {
            await world.RunAsync();
            world.Time.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal(2, world.Authority.Calls.Count(call => call == "order"));
    }

    [Fact]
    public async Task Leftovers_that_cannot_be_looked_for_keep_no_certificate_from_being_issued()
    {
        world.Sweeping = () => throw new StateStoreException(StateFault.Locked, Text.Same("the journal is held"));

        Assert.True((await world.RunAsync()).IsNew);
        Assert.Contains("the journal is held", world.Warned);
    }

    [Fact]
    public async Task No_proof_is_published_for_a_name_that_was_not_ordered()
    {
        world.Wish = world.Wish with { Issuers = [world.First] };
        world.Authority.Demands = DomainName.Parse("secret.example.com");

        var outcome = await world.RunAsync();

        Assert.Contains("secret.example.com", outcome.Error?.English, StringComparison.Ordinal);
        Assert.Empty(world.Values);
    }

    [Fact]
    public async Task A_certificate_of_another_account_is_not_named_as_replaced()
    {
        world.Authority.Window = Window(days: 10);
        await world.RunAsync();

        world.Authority.Account = "https://first.example/acct/2";
        await world.RunAsync(CertificateAim.Now);

        Assert.Equal([null, null], world.Authority.Replaced);
    }

    [Fact]
    public async Task Certificates_that_are_of_no_use_count_towards_the_authoritys_limits_too()
    {
        var letsencrypt = new Uri("https://acme-v02.api.letsencrypt.org/directory");
        world.First = world.First with { Directory = letsencrypt, Staging = null };
        world.Authorities["acme-v02"] = world.Authority;
        world.Wish = world.Wish with { Issuers = [world.First] };
        world.Authority.IssuesRubbish = true;
        for (var i = 0; i < 12; i++)
        {
            await world.RunAsync(CertificateAim.Now);
        }

        Assert.Equal(5, world.Authority.Calls.Count(call => call == "order"));
    }

    [Fact]
    public async Task A_name_and_its_wildcard_that_both_fail_count_twice_towards_the_authoritys_limit()
    {
        world.First = world.First with { Directory = new Uri("https://acme-v02.api.letsencrypt.org/directory"), Staging = null };
        world.Authorities["acme-v02"] = world.Authority;
        world.Wish = world.Wish with { Issuers = [world.First] };
        world.Authority.Refuses.Add(DomainName.Parse("example.com"));
        for (var i = 0; i < 5; i++)
        {
            await world.RunAsync(CertificateAim.Now);
        }

        Assert.Equal(2, world.Authority.Calls.Count(call => call == "order"));
    }

    [Fact]
    public async Task Records_of_slow_clouds_are_waited_for_until_they_are_gone()
    {
        world.Removing = cancellation => Task.Delay(TimeSpan.FromSeconds(40), world.Time, cancellation);

        var run = world.RunAsync();
        while (!run.IsCompleted)
        {
            world.Time.Advance(world.Time.ArmedTimers > 0 ? TimeSpan.FromSeconds(1) : TimeSpan.Zero);
            await Task.Yield();
        }

        Assert.True((await run).IsNew);
        Assert.Empty(world.Published);
    }

    [Fact]
    public async Task A_clean_up_that_cannot_be_noted_costs_no_certificate()
    {
        world.Removing = _ => throw new StateStoreException(StateFault.Full, Text.Same("the disk is full"));

        Assert.True((await world.RunAsync()).IsNew);
        Assert.EndsWith("the disk is full", Assert.Single(world.Warned), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_dns_does_not_show_is_not_asked_for_and_burns_no_attempt_anywhere()
    {
        world.Unseen = Text.Same("ns2.example.net still answers without it");

        var outcome = await world.RunAsync();

        Assert.Equal("ns2.example.net still answers without it", outcome.Error?.English);
        Assert.DoesNotContain("answer", world.Authority.Calls);
        Assert.Empty(world.Authorities["second"].Calls);
        Assert.Empty(world.Published);
    }

    [Fact]
    public async Task Attempts_that_fail_wait_longer_and_longer_across_runs_and_a_success_forgets_them()
    {
        world.Publishing = () => throw new ChallengeException(Text.Same("no right to write"));
        var pauses = new List<double>();
        for (var i = 0; i < 4; i++)
        {
            var failed = await world.RunAsync();
            pauses.Add((failed.NextAttempt!.Value - world.Time.GetUtcNow()).TotalMinutes);
            Assert.Equal("no right to write", (await world.RunAsync()).Error?.English);
            world.Time.Advance(failed.NextAttempt.Value - world.Time.GetUtcNow());
        }

        Assert.Equal([1, 5, 15, 60], pauses);
        Assert.Single(world.Authority.Calls, call => call == "order");

        world.Publishing = () => { };
        Assert.True((await world.RunAsync()).IsNew);
        Assert.Equal(0, (await world.StateAsync()).Failures);
    }

    [Fact]
    public async Task An_authority_that_asks_for_ages_of_patience_is_asked_again_all_the_same()
    {
        world.Wish = world.Wish with { Issuers = [world.First] };
        world.Authority.Hook = _ => throw new AcmeException(Text.Same("later")) { IsPassing = true, RetryAfter = TimeSpan.MaxValue };
        await world.RunAsync();

        world.Authority.Hook = _ => { };
        world.Time.Advance(TimeSpan.FromDays(2));

        Assert.True((await world.RunAsync()).IsNew);
    }

    [Fact]
    public async Task A_failure_while_the_clock_was_years_ahead_keeps_no_certificate_from_being_renewed()
    {
        var now = world.Time.GetUtcNow();
        world.Time.SetUtcNow(now.AddYears(4));
        world.Publishing = () => throw new ChallengeException(Text.Same("no right to write"));
        await world.RunAsync();

        world.Time.SetUtcNow(now);
        world.Publishing = () => { };

        Assert.True((await world.RunAsync()).IsNew);
    }

    [Fact]
    public async Task One_authority_that_wants_a_rest_does_not_keep_the_other_from_being_asked()
    {
        world.Authority.Hook = _ => throw new AcmeException(Text.Same("limit")) { IsPassing = true, RetryAfter = TimeSpan.FromHours(34) };
        world.Authorities["second"].Hook = _ => throw new AcmeException(Text.Same("no network")) { IsPassing = true };
        await world.RunAsync();

        world.Authorities["second"].Hook = _ => { };
        world.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal("second", (await world.RunAsync()).Certificate?.Origin.Issuer);
    }

    [Fact]
    public async Task After_failures_a_trial_must_succeed_before_the_authority_is_asked()
    {
        world.First = world.First with { Staging = new Uri("https://staging.example/directory") };
        world.Authorities["staging"] = new FakeAuthority(world.First, world.Time);
        world.Wish = world.Wish with { Issuers = [world.First] };
        world.Authority.Refuses.Add(DomainName.Parse("example.com"));
        world.Authorities["staging"].Refuses.Add(DomainName.Parse("example.com"));
        for (var i = 0; i < 4; i++)
        {
            await world.RunAsync();
            world.Time.Advance(TimeSpan.FromHours(2));
        }

        Assert.Equal(2, world.Authority.Calls.Count(call => call == "order"));
        Assert.Equal(2, world.Authorities["staging"].Calls.Count(call => call == "order"));
    }

    [Fact]
    public async Task A_trial_that_cannot_be_had_does_not_keep_the_authority_from_being_asked()
    {
        world.First = world.First with { Staging = new Uri("https://staging.example/directory") };
        world.Authorities["staging"] = new FakeAuthority(world.First, world.Time) { Hook = _ => throw new AcmeException(Text.Same("staging is away")) { IsPassing = true } };
        world.Wish = world.Wish with { Issuers = [world.First] };
        world.Authority.Hook = _ => throw new AcmeException(Text.Same("away too")) { IsPassing = true };
        for (var i = 0; i < 3; i++)
        {
            await world.RunAsync();
            world.Time.Advance(TimeSpan.FromHours(2));
        }

        world.Authority.Hook = _ => { };

        Assert.True((await world.RunAsync()).IsNew);
    }

    [Fact]
    public async Task A_rehearsal_keeps_nothing()
    {
        world.First = world.First with { Staging = new Uri("https://staging.example/directory") };
        world.Authorities["staging"] = new FakeAuthority(world.First, world.Time);
        world.Wish = world.Wish with { Issuers = [world.First] };

        var outcome = await world.RunAsync(CertificateAim.Rehearse);

        Assert.Null(outcome.Error);
        Assert.Null(outcome.Certificate);
        Assert.Contains("download", world.Authorities["staging"].Calls);
        Assert.Empty(world.Authority.Calls);
        Assert.Empty(world.Published);
    }

    public void Dispose() => world.Dispose();

    private RenewalInfo Window(int days)
    {
        var start = world.Time.GetUtcNow().AddDays(days);
        return new RenewalInfo(start, start.AddDays(2), TimeSpan.FromHours(6), null);
    }

    /// <summary>A store with one turn that cannot be had.</summary>
    private sealed class HalfStore(IStateStore inner, string broken) : IStateStore
    {
        public StateFault Fault { get; init; } = StateFault.Unavailable;

        public Task<StateDocument?> ReadAsync(string key, CancellationToken cancellation) => inner.ReadAsync(key, cancellation);

        public Task<string?> WriteAsync(string key, ReadOnlyMemory<byte> content, string? expected, CancellationToken cancellation) =>
            inner.WriteAsync(key, content, expected, cancellation);

        public Task<IDisposable> TakeTurnAsync(string key, CancellationToken cancellation) =>
            key == broken ? throw new StateStoreException(Fault, Text.Same("no such disk")) : inner.TakeTurnAsync(key, cancellation);

        public Task<IReadOnlyList<string>> ListAsync(string prefix, CancellationToken cancellation) => inner.ListAsync(prefix, cancellation);
    }

    private GivenRequest Request() => GivenRequest.Read(CertificateRequests.Create(CertificateKeys.Create(world.Wish.Kind), world.Wish.Domains));

    private static void Fail(bool now, Exception e)
    {
        if (now)
        {
            throw e;
        }
    }
}
