using Mooring.Core.Names;

namespace Mooring.Acme.Tests.Authorizations;

public sealed class PersistentRecordTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly PersistentRecord Wanted = new("ca.example.com", "https://ca.example.com/acct/1");

    [Theory]
    [InlineData("example.com", "_validation-persist.example.com")]
    [InlineData("*.example.com", "_validation-persist.example.com")]
    public void The_record_stands_below_the_name(string domain, string name) =>
        Assert.Equal(name, PersistentRecord.NameFor(DomainName.Parse(domain)).Value);

    [Fact]
    public void The_text_names_the_CA_and_the_account_and_what_more_is_wanted()
    {
        Assert.Equal("ca.example.com; accounturi=https://ca.example.com/acct/1", Wanted.ToString());
        Assert.Equal(
            "ca.example.com; accounturi=https://ca.example.com/acct/1; policy=wildcard; persistUntil=1767225600",
            (Wanted with { Wildcard = true, Until = Now }).ToString());
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        var record = Wanted with { Wildcard = true, Until = Now };

        Assert.Equal(record, PersistentRecord.Read(record.ToString()));
    }

    [Theory]
    [InlineData("ca.example.com; accounturi=https://ca.example.com/acct/1", true)]
    [InlineData("CA.example.com.;AccountURI = https://ca.example.com/acct/1 ; future=1;", true)]
    [InlineData("ca.example.com; accounturi=https://ca.example.com/acct/1; policy=Wildcard", true)]
    [InlineData("ca.example.com; accounturi=https://ca.example.com/acct/1; persistUntil=1767225601", true)]
    [InlineData("ca.example.com; accounturi=https://ca.example.com/acct/1; persistUntil=1767225600", false)]
    [InlineData("ca.example.com; accounturi=https://ca.example.com/acct/1; persistUntil=99999999999999", true)]
    [InlineData("ca.example.com; accounturi=https://ca.example.com/acct/2", false)]
    [InlineData("other.example.com; accounturi=https://ca.example.com/acct/1", false)]
    public void A_record_found_serves_where_it_lets_the_CA_issue(string text, bool serves) =>
        Assert.Equal(serves, PersistentRecord.Read(text)!.Serves(Wanted, Now));

    [Fact]
    public void A_wildcard_needs_the_policy()
    {
        Assert.False(Wanted.Serves(Wanted with { Wildcard = true }, Now));
        Assert.True((Wanted with { Wildcard = true }).Serves(Wanted with { Wildcard = true }, Now));
    }

    [Theory]
    [InlineData("")]
    [InlineData("v=spf1 -all")]
    [InlineData("ca.example.com")]
    [InlineData("ca.example.com; accounturi=")]
    [InlineData("ca.example.com; accounturi=a; accounturi=b")]
    [InlineData("ca.example.com; accounturi=a; persistUntil=soon")]
    [InlineData("ca.example.com; accounturi=a; persistUntil=-1")]
    [InlineData("; accounturi=https://ca.example.com/acct/1")]
    public void What_is_no_such_record_is_none(string text) => Assert.Null(PersistentRecord.Read(text));
}
