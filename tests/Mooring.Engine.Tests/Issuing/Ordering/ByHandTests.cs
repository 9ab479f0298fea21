using Mooring.Core;
using Mooring.Core.Certificates;

namespace Mooring.Engine.Tests.Issuing.Ordering;

/// <summary>Certificates of names whose zone has no API.</summary>
public sealed class ByHandTests : IDisposable
{
    private readonly OrderingHarness world = new() { IsByHand = true };

    [Fact]
    public async Task Whoever_waits_is_asked_to_add_each_value_and_to_delete_it_afterwards()
    {
        world.IsAttended = true;

        var outcome = await world.RunAsync();

        Assert.True(outcome.IsNew, outcome.Error?.English);
        Assert.Equal(Said("add at the DNS host of example.com: ").Concat(Said("no longer needed, delete it at the DNS host of example.com: ")), Asked());
    }

    [Fact]
    public async Task Where_nobody_waits_the_failure_says_what_to_add_and_the_next_attempt_goes_on_where_it_is_there()
    {
        world.Unseen = Text.Same("not seen");

        var outcome = await world.RunAsync();
        var again = await world.RunAsync();

        Assert.Contains("edited by hand (provider: manual)", outcome.Error!.English, StringComparison.Ordinal);
        Assert.All(world.Values.Distinct(), value => Assert.Contains($"_acme-challenge.example.com TXT \"{value}\"", outcome.Error.English, StringComparison.Ordinal));
        Assert.Equal((outcome.Error, world.Time.GetUtcNow() + RetryRule.ForHands), (again.Error, again.NextAttempt));
        Assert.Empty(world.Asked);

        world.Unseen = null;
        world.Time.Advance(RetryRule.ForHands);
        var issued = await world.RunAsync();

        Assert.True(issued.IsNew, issued.Error?.English);
        Assert.Equal(1, world.Authority.Calls.Count(call => call == "order"));
        Assert.Equal(2, world.Values.Distinct().Count());
        Assert.Equal(Said("no longer needed, delete it at the DNS host of example.com: "), Asked());
    }

    [Fact]
    public async Task Waiting_for_a_person_is_no_failure_and_so_never_leads_to_a_trial()
    {
        world.Unseen = Text.Same("not seen");
        for (var i = 0; i < 5; i++)
        {
            await world.RunAsync();
            world.Time.Advance(RetryRule.ForHands);
        }

        Assert.Equal(0, (await world.StateAsync()).Failures);
        Assert.Equal(2, world.Values.Distinct().Count());
    }

    [Fact]
    public async Task Whoever_waits_too_long_learns_why_and_to_leave_what_stands_there()
    {
        (world.IsAttended, world.Unseen) = (true, Text.Same("ns1 answers nothing"));

        var outcome = await world.RunAsync();

        Assert.Equal("ns1 answers nothing", outcome.Error!.English);
        Assert.Equal(Said("add at the DNS host of example.com: ").Concat(Said("the authority has not looked yet, so leave it: ")), Asked());
    }

    [Fact]
    public async Task What_the_authority_refused_is_not_needed_any_more()
    {
        world.IsAttended = true;
        world.Authority.Refuses.Add(world.Wish.Domains[0]);
        world.Wish = world.Wish with { Issuers = [world.First] };

        var outcome = await world.RunAsync();

        Assert.NotNull(outcome.Error);
        Assert.Equal(Said("add at the DNS host of example.com: ").Concat(Said("no longer needed, delete it at the DNS host of example.com: ")), Asked());
    }

    public void Dispose() => world.Dispose();

    private string[] Asked() => [.. world.Asked.Select(asked => asked[..(asked.LastIndexOf('"') + 1)])];

    private IEnumerable<string> Said(string before) => world.Values.Distinct().Select(value => $"{before}_acme-challenge.example.com TXT \"{value}\"");
}
