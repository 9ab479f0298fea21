using System.Net;
using Mooring.Core.Records;

namespace Mooring.Dns.Tests;

/// <summary>Short words for the records of tests.</summary>
internal static class Build
{
    public static readonly DnsName Www = DnsName.Parse("www.example.com");

    public static readonly DnsQuestion WwwA = new(Www, DnsType.A);

    public static DnsRecord Record(string name, RData data, int ttl = 600) => new(DnsName.Parse(name), new Ttl(ttl), data);

    public static DnsRecord Address(string name, string address, int ttl = 600) => Record(name, new AddressData(IPAddress.Parse(address)), ttl);

    public static DnsRecord Cname(string name, string target) => Record(name, new CnameData(DnsName.Parse(target)));

    public static DnsRecord Ns(string zone, string server) => Record(zone, new NsData(DnsName.Parse(server)));

    public static DnsRecord Soa(string zone) => Record(
        zone, new SoaData(DnsName.Parse("ns1.example.com"), DnsName.Parse("hostmaster.example.com"), 1, 3600, 600, 86400, 300));

    public static DnsMessage Answer(this DnsMessage query, params DnsRecord[] records) =>
        query.ToReply() with { Answers = records, RecursionAvailable = true };
}
