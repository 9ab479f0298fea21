using Mooring.Fuzz;

namespace Mooring.Engine.Tests.Sources.Router;

/// <summary>Hostile routers: fixed seed, fixed count. <c>eng/Fuzz</c> feeds the same targets without end.</summary>
public sealed class RouterFuzzTests
{
    private const int Inputs = 20_000;

    [Fact]
    public void Answers_of_nat_pmp_are_an_address_or_a_failure() => Feed(RouterAnswerTarget.ReadsAnyNatPmpAnswer);

    [Fact]
    public void Answers_of_pcp_are_an_address_or_a_failure() => Feed(RouterAnswerTarget.ReadsAnyPcpAnswer);

    [Fact]
    public void Announcements_never_break_the_reader() => Feed(RouterAnswerTarget.ReadsAnyAnnouncement);

    [Fact]
    public void Answers_to_a_search_lead_to_the_router_or_nowhere() => Feed(RouterAnswerTarget.ReadsAnySearchAnswer);

    [Fact]
    public void Descriptions_lead_to_the_router_or_nowhere() => Feed(RouterAnswerTarget.ReadsAnyDescription);

    [Fact]
    public void Answers_of_upnp_are_an_address_or_a_failure() => Feed(RouterAnswerTarget.ReadsAnyUpnpAnswer);

    private static void Feed(Action<Random> target)
    {
        for (var seed = 0; seed < Inputs; seed++)
        {
            target(new Random(seed));
        }
    }
}
