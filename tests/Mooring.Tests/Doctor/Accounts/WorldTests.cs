using System.Net;
using Mooring.Core.Names;
using Mooring.Core.Records;
using Mooring.Dns;
using Mooring.Doctor;
using Mooring.Doctor.Accounts;
using Mooring.Engine.Updating;

namespace Mooring.Tests.Doctor.Accounts;

/// <summary>What is said of name servers' answers.</summary>
public sealed class WorldTests
{
    private static readonly DnsName Name = DnsName.Parse("nas.example.com");

    [Fact]
    public void Servers_that_answer_as_listed_are_one_line_for_all_sets() =>
        Assert.Equal(Severity.Ok, Assert.Single(WorldJudge.Judge([Facts(Answer("192.0.2.1")), Facts(Answer("192.0.2.1"), Answer("192.0.2.1"))])).Severity);

    [Fact]
    public void A_server_that_answers_otherwise_is_named_with_its_answer()
    {
        var finding = Assert.Single(WorldJudge.Judge([Facts(Answer("192.0.2.1"), Answer("192.0.2.7"), None)]));

        Assert.Equal((FindingIds.RecordAnswer, Severity.Warning, "nas.example.com A"), (finding.Id, finding.Severity, finding.Subject));
        Assert.Contains("ns1: 192.0.2.7; ns1: -.", finding.Message.English, StringComparison.Ordinal);
    }

    [Fact]
    public void An_alias_in_the_place_of_an_address_is_another_answer()
    {
        var alias = new ReplyReading.Answer(
            [new DnsRecord(Name, new Ttl(600), new CnameData(DnsName.Parse("www.example.net")))], DnsName.Parse("www.example.net"), [Address("192.0.2.1")]);

        Assert.Contains("www.example.net", Assert.Single(WorldJudge.Judge([Facts(Report(ServerVerdict.Answer, alias))])).Message.English, StringComparison.Ordinal);
    }

    [Fact]
    public void Silence_says_nothing_about_a_record() => Assert.Empty(WorldJudge.Judge([Facts(Report(ServerVerdict.Timeout, null))]));

    private static readonly ServerReport None = Report(ServerVerdict.NxDomain, new ReplyReading.NxDomain([], Name, null));

    private static ServerReport Answer(string address) => Report(ServerVerdict.Answer, new ReplyReading.Answer([], Name, [Address(address)]));

    private static DnsRecord Address(string address) => new(Name, new Ttl(600), new AddressData(IPAddress.Parse(address)));

    private static ServerReport Report(ServerVerdict verdict, ReplyReading? reading) =>
        new("ns1.", new IPEndPoint(IPAddress.Loopback, 53), verdict, reading, TimeSpan.Zero);

    private static WorldFacts Facts(params ServerReport[] servers) => new(
        new Change
        {
            Name = DomainName.Parse("nas.example.com"), Type = RecordType.A, Line = "default", Account = "home", Action = ChangeAction.None,
            From = [new RecordValue("192.0.2.1")], Outcome = ChangeOutcome.Unchanged,
        },
        servers);
}
