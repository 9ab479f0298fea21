using Mooring.Configuration;
using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Core.Records;
using Mooring.Engine.Issuing.Challenges;
using Mooring.Engine.Updating;
using Mooring.Rounds;
using Mooring.Telling;
using Mooring.Testing;

namespace Mooring.Tests.Rounds;

public sealed class AccountChoiceTests
{
    private static readonly DomainName Name = DomainName.Parse("nas.lab.example.com");

    [Fact]
    public void Without_a_name_every_account_may_be_meant()
    {
        Account[] accounts = [Holding("home", "example.com"), Holding("office", "example.net")];

        Assert.Equal(accounts, AccountChoice.Candidates(accounts, named: null));
    }

    [Fact]
    public void A_name_chooses_its_account()
    {
        Account[] accounts = [Holding("home", "example.com"), Holding("office", "example.net")];

        Assert.Equal([accounts[1]], AccountChoice.Candidates(accounts, "office"));
    }

    [Theory]
    [InlineData("offic", "did you mean 'office'?")]
    [InlineData("elsewhere", "the configuration has: home, office")]
    public void A_name_that_is_none_is_a_problem_of_its_option_with_the_nearest_or_all(string named, string mend)
    {
        Account[] accounts = [Holding("home", "example.com"), Holding("office", "example.net")];

        var problem = Assert.Single(Assert.Throws<ProblemsException>(() => AccountChoice.Candidates(accounts, named)).Problems);

        Assert.Equal(("--account", $"there is no account '{named}'", mend), (problem.Key, problem.Message.English, problem.Mend.English));
    }

    [Fact]
    public async Task Zones_that_are_edited_by_hand_are_told_apart_from_those_of_nobody()
    {
        Account[] accounts = [Holding("home", "example.net")];
        var hand = new ManualAccount("hand", [DomainName.Parse("example.com")]);

        var problem = Assert.Single(Assert.Throws<ProblemsException>(() => AccountChoice.Candidates(accounts, "hand", hand)).Problems);
        var failure = await Assert.ThrowsAsync<CommandException>(() => AccountChoice.FindAsync(accounts, Name, TestContext.Current.CancellationToken, hand));

        Assert.Equal("the account 'hand' has no API (provider: manual): its zones are edited by hand", problem.Message.English);
        Assert.StartsWith("the zone of nas.lab.example.com is edited by hand (account hand, provider: manual)", failure.Text.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_one_account_that_holds_the_name_is_found_with_the_zone()
    {
        var (account, zone) = await FindAsync(Holding("home", "example.net"), Holding("office", "example.com"));

        Assert.Equal(("office", "example.com"), (account.Name, zone.Name.Value));
    }

    [Fact]
    public async Task A_name_that_none_holds_is_told_with_the_zones_there_are()
    {
        var failure = await Assert.ThrowsAsync<CommandException>(() => FindAsync(Holding("home", "example.org"), Holding("office", "example.net")));

        Assert.Equal(ExitCode.Partial, failure.ExitCode);
        Assert.StartsWith("no account holds a zone for nas.lab.example.com; zones that the keys can see: example.net, example.org.", failure.Text.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_two_hold_is_not_guessed()
    {
        var failure = await Assert.ThrowsAsync<CommandException>(() => FindAsync(Holding("home", "example.com"), Holding("office", "lab.example.com")));

        Assert.Equal("several accounts hold the zone of nas.lab.example.com: home, office; choose one with --account", failure.Text.English);
    }

    [Fact]
    public async Task An_account_that_cannot_be_asked_does_not_hide_the_one_that_holds_the_name()
    {
        var (account, _) = await FindAsync(Refusing("home"), Holding("office", "example.com"));

        Assert.Equal("office", account.Name);
    }

    [Fact]
    public async Task An_account_that_cannot_be_asked_is_told_where_no_other_holds_the_name()
    {
        var failure = await Assert.ThrowsAsync<DnsApiException>(() => FindAsync(Holding("home", "example.net"), Refusing("office")));

        Assert.Equal(DnsFault.Credentials, failure.Fault);
    }

    private static Task<(Account Account, HostedZone Zone)> FindAsync(params Account[] accounts) =>
        AccountChoice.FindAsync(accounts, Name, TestContext.Current.CancellationToken);

    private static Account Holding(string name, string zone) => new(name, new InMemoryZone(new HostedZone(DomainName.Parse(zone))));

    private static Account Refusing(string name) => new(name, new InMemoryZone(new HostedZone(DomainName.Parse("example.com")))
    {
        Hook = (_, _) => throw new DnsApiException(DnsFault.Credentials, Text.Same("the key is refused"), "InvalidAccessKeyId", "R-1"),
    });
}
