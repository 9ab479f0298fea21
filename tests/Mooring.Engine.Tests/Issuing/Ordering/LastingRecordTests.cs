using Mooring.Acme;

namespace Mooring.Engine.Tests.Issuing.Ordering;

/// <summary>dns-persist-01: told of wherever it is offered, and a proof only where the authority takes no dns-01.</summary>
public sealed class LastingRecordTests : IDisposable
{
    private const string Record = "first.example; accounturi=https://first.example/acct/1; policy=wildcard";

    private readonly OrderingHarness world = new();

    [Fact]
    public async Task A_record_that_stands_is_told_of_and_dns_01_is_the_proof_all_the_same()
    {
        world.Authority.Offers = [AcmeChallenge.DnsPersist01, AcmeChallenge.Dns01];
        world.Lasting = name => name.Value == "_validation-persist.example.com" ? [["v=spf1 -all", Record], [Record]] : [];

        var outcome = await world.RunAsync();

        Assert.True(outcome.IsNew, outcome.Error?.English);
        Assert.Equal(2, world.Values.Count);
        Assert.Contains(world.Told, line => line.Contains("example.com: the lasting record at _validation-persist.example.com stands", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_that_is_missing_is_shown_as_it_would_have_to_be()
    {
        world.Authority.Offers = [AcmeChallenge.Dns01, AcmeChallenge.DnsPersist01];

        var outcome = await world.RunAsync();

        Assert.True(outcome.IsNew, outcome.Error?.English);
        Assert.Contains(world.Told, line => line.EndsWith($"as TXT at _validation-persist.example.com: {Record}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_is_the_proof_where_the_authority_takes_no_other_and_nothing_is_published()
    {
        world.Authority.Offers = [AcmeChallenge.DnsPersist01];
        world.Lasting = _ => [[Record], [Record]];

        var outcome = await world.RunAsync();

        Assert.True(outcome.IsNew, outcome.Error?.English);
        Assert.Equal(2, world.Authority.Calls.Count(call => call == "answer"));
        Assert.Empty(world.Values);
    }

    [Fact]
    public async Task Nobody_is_told_to_let_an_account_that_is_not_ours_have_certificates()
    {
        world.Authority.Offers = [AcmeChallenge.DnsPersist01];
        world.Authority.PersistAccount = "https://another.example/acct/666";

        var outcome = await world.RunAsync();

        Assert.Equal("second", outcome.Certificate?.Origin.Issuer);
        Assert.DoesNotContain([.. world.Told, .. world.Warned], line => line.Contains("acct/666", StringComparison.Ordinal));
    }

    public static TheoryData<string, string[][]> NotStanding => new()
    {
        { "nobody tells", [] },
        { "one server has it, another has not", [[Record], []] },
        { "of another account", [["first.example; accounturi=https://first.example/acct/2; policy=wildcard"]] },
        { "of another authority", [["other.example; accounturi=https://first.example/acct/1; policy=wildcard"]] },
        { "not for the wildcard", [["first.example; accounturi=https://first.example/acct/1"]] },
        { "over", [["first.example; accounturi=https://first.example/acct/1; policy=wildcard; persistUntil=1"]] },
    };

    [Theory]
    [MemberData(nameof(NotStanding))]
    public async Task Where_no_other_proof_is_taken_and_it_does_not_stand_the_next_authority_is_asked(string what, string[][] texts)
    {
        world.Authority.Offers = [AcmeChallenge.DnsPersist01];
        world.Lasting = _ => texts;

        var outcome = await world.RunAsync();

        Assert.True(outcome.Certificate?.Origin.Issuer == "second", what);
        Assert.DoesNotContain("answer", world.Authority.Calls);
        Assert.Contains(world.Warned, line => line.Contains("publish once, as TXT at _validation-persist.example.com", StringComparison.Ordinal));
    }

    public void Dispose() => world.Dispose();
}
