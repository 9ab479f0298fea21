using Mooring.Core.Addresses;
using Mooring.Engine.Sources.Probe;
using Mooring.Engine.Store;
using Mooring.Testing;

namespace Mooring.Engine.Tests.Sources.Probe;

/// <summary>What one cheap probe sees between rounds.</summary>
public sealed class ProbeGlanceTests
{
    private readonly ManualClock clock = new();
    private readonly FakeProbes probes = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Cheap_probes_take_turns_and_web_pages_are_left_alone()
    {
        probes.Tells("a", "203.0.113.9").Tells("b", "203.0.113.9").Tells("c", "203.0.113.10");
        var source = Source("https://a.example/", "stun:b.example", "stun:c.example");
        await source.AskAsync(Cancellation);
        probes.Asked.Clear();

        for (var i = 0; i < 3; i++)
        {
            await source.GlanceAsync(Cancellation);
        }

        Assert.Equal(["b.example", "c.example", "b.example"], probes.Asked);
    }

    [Fact]
    public async Task It_tells_who_saw_what_beside_what_was_agreed_on()
    {
        probes.Tells("a", "203.0.113.9").Tells("b", "203.0.113.9");
        var source = Source("stun:a.example", "stun:b.example");
        await source.AskAsync(Cancellation);
        probes.Tells("a", "203.0.113.10");

        var glance = await source.GlanceAsync(Cancellation);

        Assert.Equal("203.0.113.10", glance?.Address.ToString());
        Assert.Equal("203.0.113.9", source.Agreed?.ToString());
        Assert.Equal(ProbeTarget.Parse("stun:a.example").MemoryKey, glance?.Probe);
    }

    [Theory]
    [InlineData("192.168.1.2")]
    [InlineData("not an address")]
    public async Task What_is_no_public_address_is_nothing(string told)
    {
        probes.Tells("a", "203.0.113.9").Tells("b", "203.0.113.9");
        var source = Source("stun:a.example", "stun:b.example");
        await source.AskAsync(Cancellation);
        probes.Tells("a", told).Tells("b", told);

        Assert.Null(await source.GlanceAsync(Cancellation));
    }

    [Fact]
    public async Task Where_one_is_silent_the_next_one_is_asked()
    {
        probes.Tells("a", "203.0.113.9").Tells("b", "203.0.113.9");
        var source = Source("stun:a.example", "stun:b.example");
        await source.AskAsync(Cancellation);
        probes.Hangs("a");

        var glance = source.GlanceAsync(Cancellation);
        await clock.WaitForTimersAsync(1, Cancellation);
        clock.Advance(TimeSpan.FromSeconds(8));

        Assert.Equal(ProbeTarget.Parse("stun:b.example").MemoryKey, (await glance)?.Probe);
    }

    [Fact]
    public async Task A_source_that_no_record_needs_does_not_glance()
    {
        Assert.Null(await Source("stun:a.example", "stun:b.example").GlanceAsync(Cancellation));

        Assert.Empty(probes.Asked);
    }

    private ProbeSource Source(params string[] targets) => new(
        "wan4",
        new ProbeOptions { Policy = new AddressPolicy(IpFamily.IPv4, AllowedRanges.Documentation), Probes = [.. targets.Select(ProbeTarget.Parse)], Agree = 2 },
        probes,
        new InMemoryStateStore(),
        clock);
}
