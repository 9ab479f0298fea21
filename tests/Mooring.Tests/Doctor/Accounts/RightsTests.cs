using Mooring.Configuration.Settings;
using Mooring.Core.Planning;
using Mooring.Core.Records;
using Mooring.Doctor;
using Mooring.Doctor.Accounts;
using Mooring.Providers;

namespace Mooring.Tests.Doctor.Accounts;

/// <summary>Which rights records need, and what refusals prove.</summary>
public sealed class RightsTests
{
    private static readonly RecordWish Two = new RecordWish.Addresses(["wan4", "lan6"]);
    private static readonly RecordWish Gone = new RecordWish.Absent([RecordType.A]);

    public static TheoryData<string, RecordRights> Records => new()
    {
        { "plain", RecordRights.Add | RecordRights.Update },
        { "create: false", RecordRights.Update },
        { "id", RecordRights.Update },
        { "absent", RecordRights.Delete },
        { "own", RecordRights.Add | RecordRights.Update | RecordRights.Delete },
        { "two sources", RecordRights.Add | RecordRights.Update | RecordRights.Delete },
        { "join", RecordRights.Add | RecordRights.Update | RecordRights.Remark },
    };

    [Theory]
    [MemberData(nameof(Records))]
    public void Only_what_the_records_may_need_is_needed(string record, RecordRights needed) => Assert.Equal(needed, RightsNeeded.Of([Of(record)], additionTakesRemark: false, deletesOnStop: false));

    [Fact]
    public void Nothing_but_reading_is_needed_without_records() => Assert.Equal(RecordRights.None, RightsNeeded.Of([], additionTakesRemark: false, deletesOnStop: true));

    [Fact]
    public void An_addition_that_takes_the_mark_spares_the_right_to_set_it() =>
        Assert.False(RightsNeeded.Of([Of("join")], additionTakesRemark: true, deletesOnStop: false).HasFlag(RecordRights.Remark));

    [Theory]
    [InlineData("plain", true)]
    [InlineData("create: false", false)]
    [InlineData("id", false)]
    public void A_daemon_that_deletes_on_stop_needs_to_where_it_does(string record, bool deletes) =>
        Assert.Equal(deletes, RightsNeeded.Of([Of(record)], additionTakesRemark: true, deletesOnStop: true).HasFlag(RecordRights.Delete));

    [Theory]
    [InlineData(RecordRights.Update, DnsFault.NotFound, null, false, TrialOutcome.Allowed)]
    [InlineData(RecordRights.Add, DnsFault.NotFound, null, false, TrialOutcome.Untold)]
    [InlineData(RecordRights.Add, DnsFault.Rejected, null, true, TrialOutcome.Allowed)]
    [InlineData(RecordRights.Add, DnsFault.Quota, null, true, TrialOutcome.Allowed)]
    [InlineData(RecordRights.Add, DnsFault.Rejected, null, false, TrialOutcome.Untold)]
    [InlineData(RecordRights.Delete, DnsFault.Permission, "may:delete", false, TrialOutcome.Missing)]
    [InlineData(RecordRights.Delete, DnsFault.Permission, null, false, TrialOutcome.Untold)]
    [InlineData(RecordRights.Remark, DnsFault.Unavailable, null, false, TrialOutcome.Untold)]
    [InlineData(RecordRights.Remark, DnsFault.Throttled, null, false, TrialOutcome.Untold)]
    public void Only_a_clear_answer_proves_something(RecordRights right, DnsFault fault, string? missing, bool content, object outcome) =>
        Assert.Equal((TrialOutcome)outcome, RightsTrials.Judge(right, Given.Refusal(fault, missing, content)));

    [Fact]
    public void A_missing_right_is_a_fault_with_the_policy_for_these_zones()
    {
        var account = Given.Account("office", "tencent").Wanting(Given.Zone("example.com")) with
        {
            Needed = RecordRights.Update, Trials = [Given.Trial(RecordRights.Update, TrialOutcome.Missing)],
        };

        var finding = Assert.Single(RightsJudge.Judge(account, tried: true));

        Assert.Equal((FindingIds.AccountPermission, Severity.Fault), (finding.Id, finding.Severity));
        Assert.Equal("the key lacks may:Update; first refusal: said", finding.Message.English);
        Assert.EndsWith("""["dnspod:ModifyRecord"],"resource":["qcs::dnspod:::domain/62"]}]}""", finding.Mend!.English, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", Severity.Warning)]
    [InlineData("add allowed", Severity.Warning)]
    [InlineData("add missing", Severity.Fault)]
    [InlineData("delete allowed", Severity.Fault)]
    [InlineData("delete missing", Severity.Warning)]
    public void A_refusal_about_no_record_of_no_zone_counts_where_something_else_shows_why(string other, object severity)
    {
        var account = Given.Account().Wanting(Given.Zone("example.com")) with
        {
            Needed = RecordRights.Add | RecordRights.Update,
            Trials =
            [
                Given.Trial(RecordRights.Update, TrialOutcome.Missing, namesZone: false),
                .. other.Split(' ') is [var right, var outcome]
                    ? [Given.Trial(right == "add" ? RecordRights.Add : RecordRights.Delete, outcome == "allowed" ? TrialOutcome.Allowed : TrialOutcome.Missing, namesZone: right == "add")]
                    : (RightsTrial[])[],
            ],
        };

        var finding = Assert.Single(RightsJudge.Judge(account, tried: true));

        Assert.Equal((Severity)severity, finding.Severity);
        Assert.Contains("may:Update", finding.Message.English, StringComparison.Ordinal);
        Assert.DoesNotContain("may:Delete", finding.Message.English, StringComparison.Ordinal);
    }

    [Fact]
    public void A_right_that_is_missing_in_one_zone_alone_is_named_with_it()
    {
        var trial = Given.Trial(RecordRights.Update, TrialOutcome.Missing);
        var account = Given.Account("office", "tencent").Wanting(Given.Zone("example.com"), Given.Zone("例子.中国")) with
        {
            Needed = RecordRights.Update, Trials = [trial with { Zone = Given.Zone("例子.中国") }, trial with { Outcome = TrialOutcome.Allowed }],
        };

        Assert.StartsWith("the key lacks may:Update (例子.中国); ", Assert.Single(RightsJudge.Judge(account, tried: true)).Message.English, StringComparison.Ordinal);
    }

    [Fact]
    public void A_right_to_read_that_is_missing_is_named_too()
    {
        var zone = Given.Zone("example.com");
        var account = Given.Account() with { Zones = [zone], Listings = [new ZoneListing(zone, Given.Refusal(DnsFault.Permission, "may:list"))] };

        Assert.Contains("may:list", Assert.Single(RightsJudge.Judge(account, tried: true)).Message.English, StringComparison.Ordinal);
    }

    private static RecordSettings Of(string record) => record switch
    {
        "create: false" => Given.Record("nas.example.com", create: false),
        "id" => Given.Record("nas.example.com", id: "1"),
        "absent" => Given.Record("nas.example.com", Gone),
        "own" => Given.Record("nas.example.com", mode: SetMode.Own),
        "two sources" => Given.Record("nas.example.com", Two),
        "join" => Given.Record("nas.example.com", mode: SetMode.Join),
        _ => Given.Record("nas.example.com"),
    };
}
