using System.Text.Json;
using Mooring.Core.Addresses;
using Mooring.Engine.Sources;
using Mooring.Engine.Sources.Probe;
using Mooring.Engine.Store;
using Mooring.Testing;

namespace Mooring.Engine.Tests.Sources.Probe;

public sealed class ProbeSourceTests
{
    private readonly ManualClock clock = new();
    private readonly InMemoryStateStore store = new();
    private readonly FakeProbes probes = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_operators_that_agree_give_the_address_and_the_rest_is_called_off()
    {
        probes.Tells("a", "203.0.113.9").Tells("b", "203.0.113.9").Hangs("c");

        var answer = await AskAsync("a", "b", "c");

        Assert.Equal("203.0.113.9", answer.Value?.ToString());
        Assert.Equal(["c"], probes.Cancelled);
    }

    [Fact]
    public async Task All_are_asked_together_and_a_silent_one_costs_only_its_time_limit()
    {
        probes.Tells("a", "203.0.113.9").Hangs("b").Hangs("c");

        var asking = AskAsync("a", "b", "c");
        await clock.WaitForTimersAsync(2, Cancellation);
        Assert.Equal(3, probes.Asked.Count);
        clock.Advance(TimeSpan.FromSeconds(8));
        var answer = await asking;

        Assert.Null(answer.Value);
        Assert.Contains("only a.example told an address (203.0.113.9), and 2 operators have to agree", answer.Error?.English, StringComparison.Ordinal);
        Assert.Contains("no answer in time", answer.Error?.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_failing_keeps_what_is_there_and_lists_each_failure()
    {
        probes.Fails("a", why: "connection refused").Fails("b", ProbeFault.NoAddress, "it answered HTTP 404");

        var answer = await AskAsync("a", "b");

        Assert.Null(answer.Value);
        Assert.Contains("https://a.example/: connection refused", answer.Error?.English, StringComparison.Ordinal);
        Assert.Contains("https://b.example/: it answered HTTP 404", answer.Error?.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_failures_are_told_in_short()
    {
        string[] hosts = ["a", "b", "c", "d", "e", "f"];
        foreach (var host in hosts)
        {
            probes.Fails(host);
        }

        Assert.EndsWith("; and 2 more", (await AskAsync(hosts)).Error?.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disagreement_is_an_error_with_each_operators_answer()
    {
        probes.Tells("a", "203.0.113.9").Tells("b", "198.51.100.7").Tells("c", "198.51.100.8");

        var answer = await AskAsync("a", "b", "c");

        Assert.Null(answer.Value);
        foreach (var part in new[] { "203.0.113.9 (a.example)", "198.51.100.7 (b.example)", "198.51.100.8 (c.example)", "VPN" })
        {
            Assert.Contains(part, answer.Error?.English, StringComparison.Ordinal);
        }

        Assert.Contains("203.0.113.9（a.example）", answer.Error?.Chinese, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_single_liar_is_outvoted_and_named()
    {
        probes.Tells("a", "198.51.100.66").Tells("b", "203.0.113.9").Tells("c", "203.0.113.9");

        var answer = await AskAsync("a", "b", "c");

        Assert.Equal("203.0.113.9", answer.Value?.ToString());
        var outvoted = Assert.Single(answer.Refused);
        Assert.Equal("198.51.100.66", outvoted.Value);
        Assert.Contains("a.example", outvoted.Reason.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_servers_of_one_operator_that_lie_are_one_voice()
    {
        var source = new ProbeSource(
            "wan4",
            new ProbeOptions
            {
                Policy = new AddressPolicy(IpFamily.IPv4, AllowedRanges.Documentation),
                Probes = [ProbeTarget.Parse("https://a.example/one"), ProbeTarget.Parse("https://a.example/two"), ProbeTarget.Parse("https://b.example/")],
            },
            probes.Tells("a.example", "198.51.100.66").Tells("b.example", "203.0.113.9"),
            store,
            clock);

        var answer = await source.AskAsync(Cancellation);

        Assert.Null(answer.Value);
        Assert.Contains("disagree", answer.Error?.English, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2001:db8::1", "IPv4 was asked for")]
    [InlineData("192.168.1.1", "allow: [private]")]
    [InlineData("100.64.0.9", "CGNAT")]
    [InlineData("198.18.0.5", "benchmarking")]
    [InlineData("0.0.0.0", "unspecified")]
    public async Task An_address_that_may_not_be_published_is_no_voice(string told, string reason)
    {
        probes.Tells("a", told).Tells("b", told);

        var answer = await AskAsync("a", "b");

        Assert.Null(answer.Value);
        var refused = Assert.Single(answer.Refused);
        Assert.Equal(told, refused.Value);
        Assert.Contains(reason, refused.Reason.English, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html><body>Please log in: 203.0.113.9</body></html>")]
    [InlineData("{\"ip\":\"203.0.113.9\"}")]
    [InlineData("203.0.113.9, 198.51.100.1")]
    [InlineData("error: quota of 203.0.113.9 exceeded")]
    [InlineData("")]
    public async Task Nothing_but_the_bare_address_counts(string told)
    {
        probes.Tells("a", told).Tells("b", told);

        var answer = await AskAsync("a", "b");

        Assert.Null(answer.Value);
        Assert.Empty(answer.Refused);
    }

    [Fact]
    public async Task Different_spellings_agree()
    {
        probes.Tells("a", "2001:DB8:0:0::9").Tells("b", "2001:db8::9");

        var answer = await Source(IpFamily.IPv6, 2, "a", "b").AskAsync(Cancellation);

        Assert.Equal("2001:db8::9", answer.Value?.ToString());
    }

    [Fact]
    public async Task Without_a_route_the_hint_is_given_once_and_no_probe_is_blamed()
    {
        probes.Route = false;
        probes.Fails("a", why: "this network is not reachable from here").Fails("b", why: "this network is not reachable from here");

        var answer = await Source(IpFamily.IPv6, 2, "a", "b").AskAsync(Cancellation);

        Assert.Contains("no IPv6 route", answer.Error?.English, StringComparison.Ordinal);
        Assert.Contains("container", answer.Error?.English, StringComparison.Ordinal);
        Assert.Empty(await store.ListAsync("", Cancellation));
    }

    [Fact]
    public async Task Fewer_operators_than_must_agree_is_said_before_anybody_is_asked()
    {
        var answer = await AskAsync("a");

        Assert.Contains("`agree: 1`", answer.Error?.English, StringComparison.Ordinal);
        Assert.Empty(probes.Asked);
    }

    [Fact]
    public async Task A_probe_that_blocks_us_is_left_alone_in_the_next_run_too()
    {
        // Given a probe that answered 429
        probes.Fails("a", ProbeFault.Blocked, "it answered HTTP 429").Tells("b", "203.0.113.9").Tells("c", "203.0.113.9");
        await AskAsync("a", "b", "c");
        probes.Asked.Clear();

        // When the next process asks an hour later, and another one after six
        clock.Advance(TimeSpan.FromHours(1));
        var answer = await AskAsync("a", "b", "c");
        var askedThen = probes.Asked.ToArray();
        clock.Advance(TimeSpan.FromHours(6));
        await AskAsync("a", "b", "c");

        // Then it was left alone first and asked again later
        Assert.Equal("203.0.113.9", answer.Value?.ToString());
        Assert.DoesNotContain("a.example", askedThen);
        Assert.Contains("a.example", probes.Asked);
    }

    [Fact]
    public async Task When_all_block_us_nobody_is_asked_and_the_error_says_until_when()
    {
        probes.Fails("a", ProbeFault.Blocked, retryAfter: TimeSpan.FromHours(2));
        var source = Source(IpFamily.IPv4, 1, "a");
        await source.AskAsync(Cancellation);
        probes.Asked.Clear();

        var answer = await source.AskAsync(Cancellation);

        Assert.Empty(probes.Asked);
        Assert.Contains("https://a.example/ until 2026-01-01 02:00Z", answer.Error?.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resting_probe_is_asked_when_the_others_do_not_suffice()
    {
        probes.Fails("a", ProbeFault.NoAddress).Tells("b", "203.0.113.9").Tells("c", "203.0.113.9");
        await AskAsync("a", "b", "c");

        probes.Tells("a", "203.0.113.9").Fails("c");

        Assert.Equal("203.0.113.9", (await AskAsync("a", "b", "c")).Value?.ToString());
    }

    [Fact]
    public async Task The_only_probe_is_asked_again_after_a_failure()
    {
        probes.Fails("a", ProbeFault.NoAddress);
        var source = Source(IpFamily.IPv4, 1, "a");
        await source.AskAsync(Cancellation);

        probes.Tells("a", "203.0.113.9");

        Assert.Equal("203.0.113.9", (await source.AskAsync(Cancellation)).Value?.ToString());
    }

    [Fact]
    public async Task Uplinks_that_take_turns_are_held_back_until_one_stays()
    {
        async Task<SourceAnswer> SeeAsync(string address)
        {
            probes.Tells("a", address).Tells("b", address);
            var answer = await AskAsync("a", "b");
            clock.Advance(TimeSpan.FromMinutes(5));
            return answer;
        }

        Assert.NotNull((await SeeAsync("203.0.113.1")).Value);
        Assert.NotNull((await SeeAsync("203.0.113.2")).Value);
        Assert.NotNull((await SeeAsync("203.0.113.1")).Value);
        var held = await SeeAsync("203.0.113.2");
        await SeeAsync("203.0.113.2");
        await SeeAsync("203.0.113.2");
        var settled = await SeeAsync("203.0.113.2");

        Assert.Null(held.Value);
        Assert.Contains("203.0.113.1, 203.0.113.2", held.Error?.English, StringComparison.Ordinal);
        Assert.Contains("source: interface", held.Error?.English, StringComparison.Ordinal);
        Assert.Equal("203.0.113.2", settled.Value?.ToString());
    }

    [Fact]
    public async Task The_single_authority_a_user_named_is_believed_at_once()
    {
        var source = Source(IpFamily.IPv4, 1, "a");
        for (var i = 0; i < 10; i++)
        {
            var address = $"203.0.113.{i % 2}";
            probes.Tells("a", address);

            Assert.Equal(address, (await source.AskAsync(Cancellation)).Value?.ToString());
        }
    }

    [Fact]
    public async Task An_unchanged_address_writes_nothing()
    {
        probes.Tells("a", "203.0.113.9").Tells("b", "203.0.113.9");
        await AskAsync("a", "b");
        var before = await store.ReadAsync("addresses/wan4", Cancellation);

        clock.Advance(TimeSpan.FromHours(1));
        await AskAsync("a", "b");

        Assert.Equal(before, await store.ReadAsync("addresses/wan4", Cancellation));
        Assert.Equal(["addresses/wan4"], await store.ListAsync("", Cancellation));
    }

    [Theory]
    [InlineData("{\"version\":1,\"resting\":[null]}")]
    [InlineData("{\"version\":1,\"resting\":null}")]
    [InlineData("{\"version\":1,\"changes\":[null,null]}")]
    [InlineData("[]")]
    [InlineData("{\"version\":1,\"resting\":[{\"probe\":\"https://a.example/\",\"family\":\"ipv4\",\"since\":\"2026-01-01T00:00:00Z\",\"until\":\"2026-01-01T01:00:00Z\",\"failures\":1,\"blocked\":false},{\"probe\":\"https://a.example/\",\"family\":\"ipv4\",\"since\":\"2026-01-01T00:00:00Z\",\"until\":\"2026-01-01T01:00:00Z\",\"failures\":1,\"blocked\":false}]}")]
    public async Task A_memory_that_a_hand_spoilt_is_no_hindrance(string document)
    {
        await store.WriteAsync("probes", System.Text.Encoding.UTF8.GetBytes(document), null, Cancellation);
        await store.WriteAsync("addresses/wan4", System.Text.Encoding.UTF8.GetBytes(document), null, Cancellation);
        probes.Tells("a", "203.0.113.9").Tells("b", "203.0.113.9").Fails("c");

        Assert.Equal("203.0.113.9", (await AskAsync("a", "b", "c")).Value?.ToString());
    }

    [Fact]
    public async Task Without_a_working_state_the_probes_are_simply_asked()
    {
        probes.Tells("a", "203.0.113.9").Tells("b", "203.0.113.9");
        var source = new ProbeSource("wan4", Options(IpFamily.IPv4, 2, "a", "b"), probes, new BrokenStore(), clock);

        Assert.Equal("203.0.113.9", (await source.AskAsync(Cancellation)).Value?.ToString());
    }

    [Fact]
    public async Task Cancellation_ends_all_questions()
    {
        probes.Hangs("a").Hangs("b");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var asking = Source(IpFamily.IPv4, 2, "a", "b").AskAsync(stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        Assert.Equal(2, probes.Cancelled.Count);
    }

    [Fact]
    public async Task The_memory_can_be_read_by_a_person()
    {
        probes.Fails("a", ProbeFault.Blocked).Tells("b", "203.0.113.9").Tells("c", "203.0.113.9");
        await AskAsync("a", "b", "c");

        using var document = JsonDocument.Parse((await store.ReadAsync("probes", Cancellation))!.Content);

        var resting = document.RootElement.GetProperty("resting")[0];
        Assert.Equal("https://a.example/", resting.GetProperty("probe").GetString());
        Assert.Equal("2026-01-01T06:00:00+00:00", resting.GetProperty("until").GetString());
    }

    private Task<SourceAnswer> AskAsync(params string[] hosts) => Source(IpFamily.IPv4, 2, hosts).AskAsync(Cancellation);

    private ProbeSource Source(IpFamily family, int agree, params string[] hosts) =>
        new(family == IpFamily.IPv4 ? "wan4" : "wan6", Options(family, agree, hosts), probes, store, clock);

    private static ProbeOptions Options(IpFamily family, int agree, params string[] hosts) => new()
    {
        Policy = new AddressPolicy(family, AllowedRanges.Documentation),
        Probes = [.. hosts.Select(host => ProbeTarget.Parse($"https://{host}.example/"))],
        Agree = agree,
    };

    private sealed class BrokenStore : IStateStore
    {
        public Task<StateDocument?> ReadAsync(string key, CancellationToken cancellation) => throw Failure();

        public Task<string?> WriteAsync(string key, ReadOnlyMemory<byte> content, string? expected, CancellationToken cancellation) => throw Failure();

        public Task<IDisposable> TakeTurnAsync(string key, CancellationToken cancellation) => throw Failure();

        public Task<IReadOnlyList<string>> ListAsync(string prefix, CancellationToken cancellation) => throw Failure();

        private static StateStoreException Failure() => new(StateFault.Locked, Core.Text.Same("locked"));
    }
}
