using FsCheck;
using FsCheck.Fluent;
using Mooring.Core.Names;
using Mooring.Dns.Propagation;
using static Mooring.Dns.Tests.Propagation.FakeWorld;

namespace Mooring.Dns.Tests.Propagation;

/// <summary>Whole waits in virtual time: servers that lag, fail and come back, and resolvers that remember.</summary>
public sealed class PropagationCheckTests
{
    private static readonly Config Runs = Config.QuickThrowOnFailure.WithMaxTest(150);

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    [Fact]
    public void Servers_that_are_right_at_once_end_the_wait_at_once_and_no_resolver_is_asked()
    {
        var world = new FakeWorld().With("ns1", "192.0.2.1", _ => Said.Right).With("ns2", "192.0.2.2", _ => Said.Right).WithResolver("local");

        var report = world.Wait();

        Assert.True(report.Succeeded);
        Assert.True(report.Elapsed < Seconds(0.2), $"{report.Elapsed}");
        Assert.Equal(["search", "ns1", "ns2"], world.Asked.Select(one => one.Who));
        Assert.Null(report.Why);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(40)]
    public void A_server_that_lags_is_waited_for_and_hardly_longer(int seconds)
    {
        var world = new FakeWorld().With("ns1", "192.0.2.1", _ => Said.Right)
            .With("ns2", "192.0.2.2", now => now < Seconds(seconds) ? Said.Half : Said.Right).WithResolver("local");

        var report = world.Wait();

        Assert.True(report.Succeeded);
        Assert.InRange(report.Elapsed, Seconds(seconds), Seconds((seconds * 1.1) + 0.3));
        Assert.DoesNotContain(world.Asked, one => one.Who == "local");
        Assert.Contains(world.Told, told => told.Text.English == "1 of 2 answers of name servers are right; waiting for: ns2 (192.0.2.2) answers \"one\", \"TWO\"; 1 of 2 values missing");
    }

    [Theory]
    [InlineData(nameof(Said.Silent), "does not answer")]
    [InlineData(nameof(Said.Servfail), "answers SERVFAIL")]
    public void A_server_that_fails_is_passed_over_after_its_grace_when_a_resolver_agrees(string how, string told)
    {
        var failure = Enum.Parse<Said>(how);
        var world = new FakeWorld().With("ns1", "192.0.2.1", _ => Said.Right).With("ns2", "192.0.2.2", _ => failure).WithResolver("local");

        var report = world.Wait();

        Assert.True(report.Succeeded);
        Assert.InRange(report.Elapsed, Seconds(60), Seconds(61));
        Assert.All(world.Asked.Where(one => one.Who == "local"), one => Assert.True(one.At >= Seconds(60)));
        Assert.Equal($"went on without it: ns2 (192.0.2.2) {told}", Assert.Single(report.Notes).English);
    }

    [Fact]
    public void A_server_that_answers_an_old_state_is_never_passed_over_and_the_time_out_names_it()
    {
        var world = new FakeWorld().With("ns1", "192.0.2.1", _ => Said.Right).With("ns2", "192.0.2.2", _ => Said.Nothing)
            .With("ns3", "192.0.2.3", _ => Said.Silent).WithResolver("local");

        var report = world.Wait(new PropagationOptions { Timeout = Seconds(200) });

        Assert.False(report.Succeeded);
        Assert.Equal(Seconds(200), report.Elapsed);
        Assert.Equal(
            "_acme-challenge.example.com TXT is not seen everywhere after 200 s: ns2 (192.0.2.2) answers that there is no such name; `mooring lookup _acme-challenge.example.com TXT` shows what each answers now",
            report.Why?.English);
        Assert.DoesNotContain(world.Asked, one => one.Who == "local");
    }

    [Fact]
    public void A_server_that_falls_silent_after_an_old_answer_gets_a_grace_of_its_own()
    {
        var world = new FakeWorld().With("ns1", "192.0.2.1", _ => Said.Right)
            .With("ns2", "192.0.2.2", now => now < Seconds(50) ? Said.Nothing : Said.Servfail).WithResolver("local");

        var report = world.Wait();

        Assert.True(report.Succeeded);
        Assert.InRange(report.Elapsed, Seconds(110), Seconds(116));
    }

    [Fact]
    public void A_resolver_that_remembers_an_older_answer_is_told_as_such_and_waited_for()
    {
        // Given a resolver that somebody asked too early
        var world = new FakeWorld { NegativeTtl = Seconds(120) }.With("ns1", "192.0.2.1", _ => Said.Right).With("ns2", "192.0.2.2", _ => Said.Servfail)
            .WithResolver("local", says: now => now < Seconds(100) ? Said.Nothing : Said.Right);

        var report = world.Wait();

        Assert.True(report.Succeeded);
        Assert.InRange(report.Elapsed, Seconds(180), Seconds(186));
        Assert.Contains(world.Told, told => told.Text.English.Contains(
            "asking resolvers: local answers that there is no such name, from its cache for up to 120 s more", StringComparison.Ordinal));
    }

    [Fact]
    public void Where_no_server_answers_two_resolvers_over_https_must_agree()
    {
        var withTwo = BehindFirewall(https: 2).Wait();
        var world = BehindFirewall(https: 1);
        var withOne = world.Wait();

        Assert.True(withTwo.Succeeded);
        Assert.InRange(withTwo.Elapsed, Seconds(60), Seconds(61));
        Assert.False(withOne.Succeeded);
        Assert.Contains("name two `dns.https-resolvers`", withOne.Why?.English, StringComparison.Ordinal);
        Assert.DoesNotContain(world.Asked, asked => asked.Who == "local");
    }

    [Fact]
    public void One_resolver_over_https_that_remembers_is_outvoted_by_two_others()
    {
        var world = new FakeWorld().With("ns1", "192.0.2.1", _ => Said.Servfail)
            .WithResolver("https://a.example/", https: true, _ => Said.Nothing)
            .WithResolver("https://b.example/", https: true, _ => Said.Right)
            .WithResolver("https://c.example/", https: true, _ => Said.Right);

        Assert.True(world.Wait().Succeeded);
    }

    [Fact]
    public void An_IPv6_address_that_cannot_be_reached_from_here_costs_no_time()
    {
        var world = new FakeWorld().With("ns1", "192.0.2.1", _ => Said.Right).With("ns1", "2001:db8::1", _ => Said.NoRoute);

        var report = world.Wait();

        Assert.True(report.Succeeded);
        Assert.True(report.Elapsed < Seconds(1), $"{report.Elapsed}");
    }

    [Fact]
    public void A_search_for_servers_that_fails_is_repeated()
    {
        var world = new FakeWorld { FailingSearches = 3 }.With("ns1", "192.0.2.1", _ => Said.Right);

        var report = world.Wait();

        Assert.True(report.Succeeded);
        Assert.Contains(world.Told, told => told.Text.English.Contains("whose name servers could not be found: no resolver", StringComparison.Ordinal));
    }

    [Fact]
    public void Thirty_names_of_a_silent_server_cost_one_silence()
    {
        var names = Enumerable.Range(0, 30).Select(i => Expected with { Name = DomainName.Parse($"_acme-challenge.h{i}.example.com") }).ToArray();
        var world = new FakeWorld().With("ns1", "192.0.2.1", _ => Said.Right).With("ns2", "192.0.2.2", now => now < Seconds(1) ? Said.Silent : Said.Right);

        var report = world.Wait(expected: names);

        Assert.True(report.Succeeded);
        Assert.InRange(report.Elapsed, Seconds(6), Seconds(8));
        Assert.Equal(30, report.Names.Count);
    }

    [Fact]
    public void Nothing_expected_is_seen_at_once() => Assert.True(new FakeWorld().Wait(expected: []).Succeeded);

    [Fact]
    public void Whatever_servers_do_a_wait_ends_right_in_time_and_leaves_caches_clean() =>
        Prop.ForAll(Worlds, script =>
        {
            var world = script.Build();

            var report = world.Wait(new PropagationOptions { Timeout = Seconds(240) });

            // In time
            Assert.InRange(report.Elapsed, TimeSpan.Zero, Seconds(240));

            // No server answers an old state when it is said that all is well
            Assert.True(!report.Succeeded || !script.Servers.Any(server => server.AlwaysOld), "a server that always answers an old state was passed over");

            // No resolver is asked while the last word of a server is an old one, nor before a grace is over
            foreach (var asked in world.Asked.Where(one => one.Who.StartsWith("resolver", StringComparison.Ordinal)))
            {
                Assert.True(asked.At >= Seconds(60));
                Assert.All(script.Servers.Index(), server => Assert.True(
                    !IsOld(world.Heard.LastOrDefault(one => one.Who == $"ns{server.Index}" && one.At < asked.At).Said)
                        || world.Heard.Any(one => one.Who == $"ns{server.Index}" && one.At == asked.At && !IsOld(one.Said)),
                    $"{asked.Who} was asked at {asked.At} while ns{server.Index} answered an old state"));
            }

            // Where all become right, it is seen, soon
            if (script.Servers.All(server => server.Becomes == Said.Right))
            {
                var latest = script.Servers.Max(server => server.When);
                Assert.True(report.Succeeded, report.Why?.English);
                Assert.True(report.Elapsed <= (latest * 1.1) + Seconds(7), $"{report.Elapsed} for {latest}");
            }

            Assert.Equal(report.Succeeded, report.Why is null);
        }).Check(Runs);

    private static FakeWorld BehindFirewall(int https)
    {
        var world = new FakeWorld().With("ns1", "192.0.2.1", _ => Said.Silent).With("ns2", "192.0.2.2", _ => Said.Silent).WithResolver("local", says: _ => Said.Right);
        return Enumerable.Range(0, https).Aggregate(world, (all, i) => all.WithResolver($"https://doh{i}.example/", https: true, _ => Said.Right));
    }

    private static Arbitrary<Script> Worlds { get; } = (
        from servers in (
            from before in Gen.Elements(Said.Nothing, Said.Half, Said.Servfail, Said.Silent)
            from after in Gen.Elements(Said.Right, Said.Right, Said.Right, Said.Servfail, Said.Silent, Said.Nothing)
            from seconds in Gen.Choose(0, 150)
            select new Behaviour(before, after, Seconds(seconds))).NonEmptyListOf()
        from resolvers in Gen.Choose(0, 3)
        from https in Gen.Choose(0, 2)
        select new Script([.. servers.Take(4)], resolvers, https)).ToArbitrary();

    private static bool IsOld(Said said) => said is Said.Nothing or Said.Half;

    private sealed record Behaviour(Said Before, Said Becomes, TimeSpan When)
    {
        public bool AlwaysOld => IsOld(Before) && Becomes == Said.Nothing;

        public Said At(TimeSpan now) => now < When ? Before : Becomes;
    }

    private sealed record Script(IReadOnlyList<Behaviour> Servers, int Resolvers, int Https)
    {
        public FakeWorld Build()
        {
            var world = new FakeWorld();
            for (var i = 0; i < Servers.Count; i++)
            {
                world.With($"ns{i}", $"192.0.2.{i + 1}", Servers[i].At);
            }

            for (var i = 0; i < Resolvers + Https; i++)
            {
                world.WithResolver($"resolver{i}", https: i >= Resolvers);
            }

            return world;
        }
    }
}
