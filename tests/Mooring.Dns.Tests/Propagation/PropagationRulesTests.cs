using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Mooring.Core;
using Mooring.Dns.Propagation;

namespace Mooring.Dns.Tests.Propagation;

/// <summary>When records count as seen, as properties over everything that servers and resolvers can have said.</summary>
public sealed class PropagationRulesTests
{
    private static readonly Config Runs = Config.QuickThrowOnFailure.WithMaxTest(5_000);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Now = TimeSpan.FromSeconds(100);

    [Fact]
    public void An_old_answer_or_none_at_all_holds_up_whatever_others_say() =>
        Prop.ForAll(Scenes, scene => Assert.True(
            !scene.Servers.Any(server => server.State is SightingState.Old or SightingState.Unasked) || scene.Verdict == NameVerdict.Waiting)).Check(Runs);

    [Fact]
    public void All_servers_right_is_enough_whatever_resolvers_say() =>
        Prop.ForAll(Scenes, scene =>
        {
            var right = scene with { Servers = [.. scene.Servers.Select(server => server with { State = SightingState.Right })] };

            Assert.Equal(NameVerdict.Reached, right.Verdict);
        }).Check(Runs);

    [Fact]
    public void A_server_that_fails_is_waited_for_until_its_grace_is_over() =>
        Prop.ForAll(Scenes, scene => Assert.True(
            scene.Verdict == NameVerdict.Waiting || scene.Counted.All(server => !server.IsFailing || Now - server.Since >= Grace))).Check(Runs);

    [Fact]
    public void Nothing_is_reached_past_a_server_that_fails_without_a_resolver_that_agrees() =>
        Prop.ForAll(Scenes, scene =>
        {
            var agreeing = scene.Resolvers.Where(resolver => resolver.State == SightingState.Right).ToList();
            var failing = scene.Counted.Any(server => server.IsFailing);
            var blind = scene.Counted.All(server => server.IsFailing);

            Assert.True(scene.Verdict != NameVerdict.Reached || !failing || agreeing.Count >= 1);
            Assert.True(scene.Verdict != NameVerdict.Reached || !blind || agreeing.Count(resolver => resolver.IsHttps) >= 2);
        }).Check(Runs);

    [Fact]
    public void Whatever_gets_better_never_makes_the_judgement_worse() =>
        Prop.ForAll(Scenes, scene =>
        {
            for (var i = 0; i < scene.Servers.Count; i++)
            {
                var better = scene.Servers.Select((server, at) => at == i ? server with { State = SightingState.Right } : server).ToList();

                Assert.True(scene.Verdict != NameVerdict.Reached || (scene with { Servers = better }).Verdict == NameVerdict.Reached);
            }

            Assert.True(scene.Verdict != NameVerdict.Reached || (scene with { At = Now + Grace }).Verdict == NameVerdict.Reached);
        }).Check(Runs);

    [Fact]
    public void An_address_without_a_way_from_here_does_not_matter_where_the_server_has_another() =>
        Prop.ForAll(Scenes, scene =>
        {
            var more = scene.Servers.Where(server => server.State != SightingState.NoRoute)
                .Select(server => server with { Address = IPAddress.Parse("2001:db8::53"), State = SightingState.NoRoute, Since = Now });

            Assert.Equal(scene.Verdict, (scene with { Servers = [.. scene.Servers, .. more] }).Verdict);
        }).Check(Runs);

    [Fact]
    public void While_no_server_is_known_nothing_is_decided() =>
        Assert.Equal(NameVerdict.Waiting, PropagationRules.Judge([], [Resolver(SightingState.Right, https: true)], TimeSpan.FromHours(1), Grace));

    [Fact]
    public void The_wait_wakes_when_a_grace_ends() =>
        Assert.Equal(
            TimeSpan.FromSeconds(110),
            PropagationRules.GraceEnds([Server("a", SightingState.Failed, 50), Server("b", SightingState.Failed, 70), Server("c", SightingState.Old, 45)], Now, Grace));

    private static Arbitrary<Scene> Scenes { get; } = (
        from servers in (
            from name in Gen.Elements("ns1", "ns2", "ns3")
            from state in Gen.Elements(Enum.GetValues<SightingState>())
            from since in Gen.Choose(0, 99)
            select Server(name, state, since)).NonEmptyListOf()
        from resolvers in (
            from https in Gen.Elements(true, false)
            from state in Gen.Elements(SightingState.Unasked, SightingState.Right, SightingState.Old, SightingState.Failed)
            select Resolver(state, https)).ListOf()
        select new Scene([.. servers], [.. resolvers], Now)).ToArbitrary();

    private static Sighting Server(string name, SightingState state, int since) =>
        new(name, IPAddress.Loopback, state, Text.Same("says"), TimeSpan.FromSeconds(since));

    private static Sighting Resolver(SightingState state, bool https) => new("resolver", null, state, Text.Same("says"), TimeSpan.Zero) { IsHttps = https };

    private sealed record Scene(IReadOnlyList<Sighting> Servers, IReadOnlyList<Sighting> Resolvers, TimeSpan At)
    {
        public NameVerdict Verdict => PropagationRules.Judge(Servers, Resolvers, At, Grace);

        public List<Sighting> Counted => PropagationRules.Counted(Servers);
    }
}
