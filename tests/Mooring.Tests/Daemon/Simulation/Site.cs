using Mooring.Core.Names;
using Mooring.Core.Records;
using Mooring.Testing;

namespace Mooring.Tests.Daemon.Simulation;

/// <summary>One account with its zone: two names that this machine keeps, and records that are none of its business.</summary>
internal sealed class Site
{
    private readonly HostedRecord[] foreign;

    /// <summary>A zone in which <c>lab</c> is shared with another machine.</summary>
    public Site(string account, string zone, TimeProvider time)
    {
        (Account, Nas, Lab) = (account, DomainName.Parse($"nas.{zone}"), DomainName.Parse($"lab.{zone}"));
        Zone = new InMemoryZone(new HostedZone(DomainName.Parse(zone)), time);
        Zone.Put(Foreign(Lab, RecordType.Aaaa, "2001:db8:ffff::1"));
        Zone.Put(Foreign(Nas, RecordType.Txt, "not ours"));
        foreign = [.. Zone.Records];
    }

    public string Account { get; }

    public InMemoryZone Zone { get; }

    public DomainName Nas { get; }

    public DomainName Lab { get; }

    /// <summary>What the provider answers to every call; null: what it should.</summary>
    public DnsFault? Fault { get; set; }

    /// <summary>Whether the answers to writes get lost.</summary>
    public bool LosesAnswers { get; set; }

    /// <summary>How long this account was not served.</summary>
    public TimeSpan Trouble { get; set; }

    /// <summary>What this machine published at a name.</summary>
    public string[] Ours(DomainName name) =>
        [.. Zone.Records.Where(record => record.Owner == name && record.Type == RecordType.Aaaa && !foreign.Contains(record)).Select(record => record.Value.ToString())];

    /// <summary>Nothing foreign changed, nothing is there twice.</summary>
    public void CheckOthers()
    {
        Assert.All(foreign, record => Assert.Contains(record, Zone.Records));
        Assert.InRange(Ours(Nas).Length, 0, 1);
        Assert.InRange(Ours(Lab).Length, 0, 1);
    }

    private static HostedRecord Foreign(DomainName name, RecordType type, string value) => new()
    {
        Id = "",
        Owner = name,
        Type = type,
        Value = new RecordValue(value),
        Ttl = new Ttl(600),
        Line = new DnsLine("default", "default"),
    };
}
