using System.Net;
using Mooring.Engine.Sources.Probe;

namespace Mooring.Engine.Tests.Sources.Probe;

public sealed class QuorumTests
{
    private const string A = "203.0.113.1";
    private const string B = "203.0.113.2";
    private const ProbeRegion Own = ProbeRegion.Own;
    private const ProbeRegion China = ProbeRegion.China;
    private const ProbeRegion Abroad = ProbeRegion.Abroad;

    [Fact]
    public void Two_operators_that_agree_decide_before_the_rest_is_heard() =>
        Assert.Equal(A, Decide([Vote("one", Own, A), Vote("two", Own, A)], [Own, Own]));

    [Fact]
    public void One_operator_never_decides_however_many_servers_it_has() =>
        Assert.Null(Decide([Vote("one", Own, A), Vote("one", Own, A), Vote("one", Own, A)], []));

    [Fact]
    public void After_dissent_all_are_heard_and_the_majority_wins()
    {
        Vote[] heard = [Vote("one", Own, B), Vote("two", Own, A), Vote("three", Own, A)];

        Assert.Null(Decide(heard, [Own]));
        Assert.Equal(A, Decide(heard, []));
    }

    [Fact]
    public void Two_against_two_is_no_decision() =>
        Assert.Null(Decide([Vote("1", Own, A), Vote("2", Own, A), Vote("3", Own, B), Vote("4", Own, B)], []));

    [Fact]
    public void Three_against_two_is_no_decision_either_since_both_have_enough() =>
        Assert.Null(Decide([Vote("1", Own, A), Vote("2", Own, A), Vote("3", Own, B), Vote("4", Own, B), Vote("5", Own, B)], []));

    [Fact]
    public void One_against_one_is_no_decision() =>
        Assert.Null(Decide([Vote("1", Own, A), Vote("2", Own, B)], []));

    [Fact]
    public void One_suffices_where_the_user_says_so() =>
        Assert.Equal(A, Decide([Vote("1", Own, A)], [Own], agree: 1));

    [Fact]
    public void Even_then_two_answers_are_no_decision() =>
        Assert.Null(Decide([Vote("1", Own, A), Vote("2", Own, B)], [], agree: 1));

    [Fact]
    public void Servers_abroad_wait_for_those_in_china()
    {
        Vote[] abroad = [Vote("1", Abroad, B), Vote("2", Abroad, B), Vote("3", Abroad, B)];

        Assert.Null(Decide(abroad, [China]));
        Assert.Equal(B, Decide(abroad, [Abroad]));
        Assert.Equal(B, Decide(abroad, []));
    }

    [Fact]
    public void Behind_a_proxy_for_foreign_traffic_the_servers_in_china_are_right()
    {
        Vote[] heard = [Vote("1", Abroad, B), Vote("2", Abroad, B), Vote("3", Abroad, B), Vote("4", China, A), Vote("5", China, A)];

        Assert.Equal(A, Decide(heard, []));
    }

    [Fact]
    public void One_voice_from_china_against_those_abroad_leaves_it_open() =>
        Assert.Null(Decide([Vote("1", Abroad, B), Vote("2", Abroad, B), Vote("3", China, A)], []));

    [Fact]
    public void A_voice_from_each_side_decides_at_once() =>
        Assert.Equal(A, Decide([Vote("1", Abroad, A), Vote("2", China, A)], [China, Abroad]));

    [Fact]
    public void The_order_in_which_answers_come_does_not_matter()
    {
        Vote[] votes = [Vote("1", China, A), Vote("2", China, A), Vote("3", China, B), Vote("4", Abroad, B), Vote("5", Abroad, B)];
        var random = new Random(3);

        for (var i = 0; i < 200; i++)
        {
            random.Shuffle(votes);
            Assert.Equal(A, Decide(votes, []));
        }
    }

    private static Vote Vote(string @operator, ProbeRegion region, string address) => new(@operator, region, IPAddress.Parse(address));

    private static string? Decide(Vote[] votes, ProbeRegion[] pending, int agree = 2) => Quorum.Decide(votes, pending, agree)?.ToString();
}
