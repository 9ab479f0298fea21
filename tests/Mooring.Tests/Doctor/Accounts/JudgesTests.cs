using System.Collections.Immutable;
using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Core.Records;
using Mooring.Doctor;
using Mooring.Doctor.Accounts;
using Mooring.Engine.Updating;

namespace Mooring.Tests.Doctor.Accounts;

/// <summary>What is said of keys, zones and plans.</summary>
public sealed class JudgesTests
{
    [Theory]
    [InlineData(DnsFault.Credentials, null, Severity.Fault, "said", "do")]
    [InlineData(DnsFault.Permission, null, Severity.Fault, "said", "do")]
    [InlineData(DnsFault.Permission, "may:list", Severity.Ok, "Alibaba Cloud DNS accepts the key", null)]
    [InlineData(DnsFault.Clock, null, Severity.Fault, "said; do", null)]
    [InlineData(DnsFault.Unavailable, null, Severity.Fault, "said; do", null)]
    [InlineData(DnsFault.Throttled, null, Severity.Warning, "said; do", "run `mooring doctor` again in a minute")]
    public void A_refused_key_is_told_in_the_hosts_words_with_the_mend(DnsFault fault, string? missing, object severity, string message, string? mend)
    {
        var finding = AccountJudge.Judge(Given.Account() with { Failure = Given.Refusal(fault, missing) });

        Assert.Equal((FindingIds.AccountCredentials, (Severity)severity, message, mend), (finding.Id, finding.Severity, finding.Message.English, finding.Mend?.English));
    }

    [Fact]
    public void The_hosts_own_words_count_below_what_was_added_on_the_way()
    {
        var added = new DnsApiException(DnsFault.Credentials, Text.Same("said; do (after 2 attempts)"), inner: Given.Refusal(DnsFault.Credentials));

        Assert.Equal("said", AccountJudge.Judge(Given.Account() with { Failure = added }).Message.English);
    }

    [Theory]
    [InlineData("example.org", "set `account: office`, which holds example.org")]
    [InlineData("nas.exmaple.com", "did you mean example.com? Else add the zone at https://dns.console.aliyun.com/")]
    [InlineData("host.test", "add the zone at https://dns.console.aliyun.com/, or name another `account:`")]
    public void A_name_without_a_zone_comes_with_the_nearest_way_out(string name, string mend)
    {
        var (home, office) = (Given.Account("home", "alidns", "example.com"), Given.Account("office", "tencent", "example.org"));

        var finding = Assert.Single(ZoneJudge.Missing(home, [Given.Record(name), Given.Record("www.example.com")], [home, office]));

        Assert.Equal((FindingIds.ZoneFound, Severity.Fault, name, mend), (finding.Id, finding.Severity, finding.Subject, finding.Mend!.English));
    }

    [Fact]
    public void International_names_are_shown_as_people_write_them()
    {
        var finding = Assert.Single(ZoneJudge.Missing(Given.Account("home", "alidns", "例子.中国"), [Given.Record("图书馆.测试")], []));

        Assert.Equal("图书馆.测试", finding.Subject);
        Assert.EndsWith("例子.中国", finding.Message.English, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ZoneStanding.Good, null)]
    [InlineData(ZoneStanding.Paused, Severity.Fault)]
    [InlineData(ZoneStanding.Locked, Severity.Fault)]
    [InlineData(ZoneStanding.Expired, Severity.Warning)]
    public void How_a_zone_stands_is_told_where_it_matters(ZoneStanding standing, object? severity)
    {
        var account = Given.Account().Wanting(Given.Zone("example.com", new ZoneDetails { Standing = standing }));

        Assert.Equal((Severity?)severity, ZoneJudge.Standing(account, []).SingleOrDefault()?.Severity);
    }

    [Theory]
    [InlineData(60, 600, true)]
    [InlineData(600, 600, false)]
    [InlineData(null, 600, false)]
    [InlineData(60, null, false)]
    public void A_ttl_that_will_be_raised_is_told(int? ttl, int? minimum, bool told)
    {
        var account = Given.Account().Wanting(Given.Zone("example.com", new ZoneDetails { MinimumTtl = minimum is { } seconds ? new Ttl(seconds) : null }));

        Assert.Equal(told, ZoneJudge.Standing(account, [Given.Record("nas.example.com", ttl: ttl)]).Any(finding => finding.Id == FindingIds.ZoneTtl));
    }

    [Fact]
    public void A_zone_in_two_accounts_is_told_where_records_are_wanted_there()
    {
        var home = Given.Account().Wanting(Given.Zone("example.com"));
        var office = Given.Account("office", "tencent", "example.com", "example.net");

        Assert.Contains("home, office", Assert.Single(ZoneJudge.Doubles([home, office])).Message.English, StringComparison.Ordinal);
        Assert.Empty(ZoneJudge.Doubles([Given.Account("home", "alidns", "example.com"), office]));
        Assert.Empty(ZoneJudge.Doubles([home, Given.Account("twin", "alidns", "example.com")]));
    }

    [Fact]
    public void Sets_that_fail_for_one_reason_are_one_finding_and_those_that_are_right_one_line()
    {
        var why = new ChangeError("policy", Text.Same("a CNAME is in the way"));
        var plan = Plan(Change("a", ChangeOutcome.Skipped, why), Change("b", ChangeOutcome.Skipped, why), Change("c", ChangeOutcome.Unchanged), Change("d", ChangeOutcome.Unchanged), Change("e", ChangeOutcome.Planned));

        var findings = RecordsJudge.Judge(plan).ToArray();

        Assert.Equal(
            [
                (Severity.Fault, "a.example.com A, b.example.com A", "a CNAME is in the way"),
                (Severity.Hint, "e.example.com A", "the next update changes: 192.0.2.1 -> 192.0.2.2"),
                (Severity.Ok, "c.example.com A, d.example.com A", "as wanted at the provider"),
            ],
            findings.Select(finding => (finding.Severity, finding.Subject, finding.Message.English)));
    }

    [Fact]
    public void What_is_added_or_deleted_is_said_in_words()
    {
        var plan = Plan(Change("new", ChangeOutcome.Planned) with { From = [] }, Change("old", ChangeOutcome.Planned) with { To = [] });

        var message = Assert.Single(RecordsJudge.Judge(plan)).Message;

        Assert.Equal("the next update changes: new.example.com A add 192.0.2.2; old.example.com A delete 192.0.2.1", message.English);
        Assert.Equal("下次更新将更改：new.example.com A 新增 192.0.2.2；old.example.com A 删除 192.0.2.1", message.Chinese);
    }

    [Fact]
    public void A_set_that_waits_for_a_source_is_told_with_the_source_and_without_its_own_name_twice()
    {
        var silent = Assert.Single(RecordsJudge.Judge(Plan(Change("a", ChangeOutcome.Skipped, new ChangeError("source", new Text("a.example.com A: silent", "a.example.com A：没有应答"))))));

        Assert.Equal([new Origin(FindingIds.AddressSource)], silent.Origins);
        Assert.Equal(new Text("silent", "没有应答"), silent.Message);
    }

    [Theory]
    [InlineData("alidns", "alidns", true)]
    [InlineData("alidns", "tencent", false)]
    public void A_set_that_two_accounts_write_in_one_zone_is_told(string home, string twin, bool told)
    {
        var zone = DomainName.Parse("example.com");
        var plan = Plan(Change("a", ChangeOutcome.Unchanged) with { Zone = zone }, Change("a", ChangeOutcome.Planned) with { Zone = zone, Account = "twin" }, Change("b", ChangeOutcome.Planned) with { Zone = zone });

        var findings = RecordsJudge.Claims(plan, new Dictionary<string, string> { ["home"] = home, ["twin"] = twin }).ToArray();

        Assert.Equal(told ? ["a.example.com A"] : (string[])[], findings.Select(finding => finding.Subject));
    }

    [Fact]
    public void An_address_that_is_held_until_it_is_steady_is_no_fault() =>
        Assert.Equal(Severity.Hint, Assert.Single(RecordsJudge.Judge(Plan(Change("a", ChangeOutcome.Skipped, new ChangeError("source", Text.Same("flaps")) { IsHeld = true })))).Severity);

    private static RoundOutcome Plan(params ImmutableArray<Change> changes) => new(changes, [], NothingRead: false);

    private static Change Change(string name, ChangeOutcome outcome, ChangeError? error = null) => new()
    {
        Name = DomainName.Parse($"{name}.example.com"), Type = RecordType.A, Line = "default", Account = "home", Action = ChangeAction.Update,
        From = [new RecordValue("192.0.2.1")], To = [new RecordValue("192.0.2.2")], Outcome = outcome, Error = error,
    };
}
