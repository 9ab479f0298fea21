using Mooring.Core;
using Mooring.Core.Addresses;
using Mooring.Engine.Sources.Probe;

namespace Mooring.Engine.Tests.Sources.Probe;

public sealed class ProbeRestTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly ProbeDefinition[] Probes = [Probe("a"), Probe("b"), Probe("c")];
    private static readonly ProbeReply Well = new ProbeReply.Seen(System.Net.IPAddress.Parse("203.0.113.1"));

    [Fact]
    public void A_probe_out_of_order_rests_longer_with_each_failure()
    {
        var memory = ProbeMemory.Empty;
        double[] minutes = [5, 10, 20, 40, 80, 160, 320, 360, 360];
        var now = Start;

        foreach (var expected in minutes)
        {
            memory = ProbeRest.After(memory, [(Probes[0], Failed(ProbeFault.Unreachable)), (Probes[1], Well)], IpFamily.IPv4, now);

            Assert.DoesNotContain(Probes[0], Choose(memory, now + TimeSpan.FromMinutes(expected - 1)));
            Assert.Contains(Probes[0], Choose(memory, now + TimeSpan.FromMinutes(expected)));
            now += TimeSpan.FromMinutes(expected);
        }
    }

    [Theory]
    [InlineData("192.168.1.1")]
    [InlineData("10.0.0.1")]
    public void A_probe_that_tells_a_private_address_is_not_answered_with_the_advice_to_use_a_probe(string told)
    {
        var failed = Assert.IsType<ProbeReply.Failed>(ProbeReply.Judge(new ProbeReply.Told(told), new AddressPolicy(IpFamily.IPv4)));

        Assert.DoesNotContain("source: probe", failed.Why.English + failed.Why.Chinese, StringComparison.Ordinal);
        Assert.Contains("a private address", failed.Refused!.Reason.English, StringComparison.Ordinal);
        Assert.Contains("`probes:`", failed.Why.Chinese, StringComparison.Ordinal);
    }

    [Fact]
    public void A_probe_that_blocks_us_is_parked_for_hours_and_asked_again_later()
    {
        var memory = After(Failed(ProbeFault.Blocked));

        Assert.DoesNotContain(Probes[0], Choose(memory, Start + TimeSpan.FromHours(5.9)));
        Assert.Contains(Probes[0], Choose(memory, Start + TimeSpan.FromHours(6)));
    }

    [Theory]
    [InlineData(90 * 60, 90)]
    [InlineData(3 * 24 * 3600, 3 * 24 * 60)]
    [InlineData(0, 1)]
    [InlineData(-100, 1)]
    [InlineData(3650L * 24 * 3600, 7 * 24 * 60)]
    public void Retry_after_is_honoured_within_reason(long seconds, double minutes)
    {
        var memory = After(new ProbeReply.Failed(Text.Same("429"), ProbeFault.Blocked, TimeSpan.FromSeconds(seconds)));

        Assert.DoesNotContain(Probes[0], Choose(memory, Start + TimeSpan.FromMinutes(minutes) - TimeSpan.FromSeconds(1)));
        Assert.Contains(Probes[0], Choose(memory, Start + TimeSpan.FromMinutes(minutes)));
    }

    [Fact]
    public void Resting_probes_are_the_second_choice_and_those_that_block_us_none()
    {
        var memory = ProbeRest.After(
            ProbeMemory.Empty,
            [(Probes[0], Failed(ProbeFault.Unreachable)), (Probes[1], Failed(ProbeFault.Blocked)), (Probes[2], Well)],
            IpFamily.IPv4,
            Start);

        var (awake, resting) = ProbeRest.Choose(Probes, IpFamily.IPv4, memory, Start);

        Assert.Equal([Probes[2]], awake);
        Assert.Equal([Probes[0]], resting);
    }

    [Fact]
    public void Nobody_rests_for_a_failure_of_our_own_network()
    {
        var memory = ProbeRest.After(
            ProbeMemory.Empty, [.. Probes.Select(probe => (probe, (ProbeReply)Failed(ProbeFault.Unreachable)))], IpFamily.IPv4, Start);

        Assert.Same(ProbeMemory.Empty, memory);
    }

    [Fact]
    public void A_good_answer_ends_the_rest()
    {
        var memory = After(Failed(ProbeFault.NoAddress));

        var after = ProbeRest.After(memory, [(Probes[0], Well)], IpFamily.IPv4, Start);

        Assert.Empty(after.Resting);
    }

    [Fact]
    public void A_failure_over_one_family_says_nothing_of_the_other()
    {
        var memory = After(Failed(ProbeFault.Blocked));

        Assert.Contains(Probes[0], ProbeRest.Choose(Probes, IpFamily.IPv6, memory, Start).Awake);
    }

    [Fact]
    public void Times_from_the_future_count_for_nothing()
    {
        var memory = After(Failed(ProbeFault.Blocked));

        Assert.Contains(Probes[0], Choose(memory, Start - TimeSpan.FromDays(1)));
        Assert.Empty(ProbeRest.After(memory, [], IpFamily.IPv4, Start - TimeSpan.FromDays(1)).Resting);
    }

    [Fact]
    public void Without_news_the_memory_is_the_same_and_need_not_be_written()
    {
        var memory = After(Failed(ProbeFault.Blocked));

        Assert.Same(memory, ProbeRest.After(memory, [(Probes[1], Well)], IpFamily.IPv4, Start + TimeSpan.FromHours(1)));
    }

    private static ProbeMemory After(ProbeReply reply) =>
        ProbeRest.After(ProbeMemory.Empty, [(Probes[0], reply), (Probes[1], Well)], IpFamily.IPv4, Start);

    private static IReadOnlyList<ProbeDefinition> Choose(ProbeMemory memory, DateTimeOffset now) =>
        ProbeRest.Choose(Probes, IpFamily.IPv4, memory, now).Awake;

    private static ProbeReply.Failed Failed(ProbeFault fault) => new(Text.Same("it failed"), fault);

    private static ProbeDefinition Probe(string name) => ProbeDefinition.OfUser(ProbeTarget.Parse($"https://{name}.example.com/"));
}
