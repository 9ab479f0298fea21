using Mooring.Sandbox.World;

namespace Mooring.Sandbox.Tests.World;

public sealed class FaultBookTests
{
    private readonly FaultBook faults = new(seed: 1);

    [Fact]
    public void The_oldest_match_takes_the_answer_and_a_delay_lets_the_next_one_strike_too()
    {
        faults.Add(new FaultRule(FaultKind.Delay) { Delay = TimeSpan.FromSeconds(1) });
        faults.Add(new FaultRule(FaultKind.Reset) { Action = "Other" });
        faults.Add(new FaultRule(FaultKind.Code) { Count = 1 });
        faults.Add(new FaultRule(FaultKind.Html));

        Assert.Equal([FaultKind.Delay, FaultKind.Code], Taken());
        Assert.Equal([FaultKind.Delay, FaultKind.Html], Taken());
    }

    [Fact]
    public void Provider_and_action_must_both_match_where_they_are_given()
    {
        faults.Add(new FaultRule(FaultKind.Code) { Provider = SandboxProvider.Tencent, Action = "List" });

        Assert.Empty(faults.Take(SandboxProvider.Alidns, "List"));
        Assert.Empty(faults.Take(SandboxProvider.Tencent, "Other"));
        Assert.Empty(faults.Take(SandboxProvider.Tencent, null));
        Assert.Single(faults.Take(SandboxProvider.Tencent, "List"));
    }

    [Fact]
    public void A_ratio_strikes_its_share_and_the_same_requests_in_every_run()
    {
        var again = new FaultBook(seed: 1);
        faults.Add(new FaultRule(FaultKind.Code) { Ratio = 0.3 });
        again.Add(new FaultRule(FaultKind.Code) { Ratio = 0.3 });

        var struck = Enumerable.Range(0, 1000).Select(_ => faults.Take(SandboxProvider.Alidns, "x").Count > 0).ToList();
        var struckAgain = Enumerable.Range(0, 1000).Select(_ => again.Take(SandboxProvider.Alidns, "x").Count > 0).ToList();

        Assert.Equal(struck, struckAgain);
        Assert.InRange(struck.Count(hit => hit), 250, 350);
    }

    [Fact]
    public void A_count_counts_only_the_requests_it_struck()
    {
        faults.Add(new FaultRule(FaultKind.Code) { Ratio = 0.1, Count = 5 });

        Assert.Equal(5, Enumerable.Range(0, 1000).Count(_ => Taken().Count > 0));
    }

    private List<FaultKind> Taken() => [.. faults.Take(SandboxProvider.Alidns, "List").Select(fault => fault.Kind)];
}
