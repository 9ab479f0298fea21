using System.Net;
using Mooring.Core.Records;
using Mooring.Dns;

namespace Mooring.Fuzz;

/// <summary>Makes messages of every shape from random numbers: all types, odd names, names that share endings.</summary>
internal sealed class MessageMaker(Random random)
{
    private static readonly DnsType[] OpaqueTypes = [DnsType.Https, DnsType.Ds, DnsType.Rrsig, DnsType.Hinfo, (DnsType)65280];

    private readonly List<DnsName> _names = [DnsName.Root];

    public DnsMessage Message() => new()
    {
        Id = (ushort)random.Next(0x10000),
        IsResponse = Coin(),
        Opcode = (DnsOpcode)random.Next(16),
        IsAuthoritative = Coin(),
        IsTruncated = Coin(),
        RecursionDesired = Coin(),
        RecursionAvailable = Coin(),
        AuthenticData = Coin(),
        CheckingDisabled = Coin(),
        Rcode = (DnsRcode)random.Next(16),
        Questions = Some(2, () => new DnsQuestion(Name(), (DnsType)random.Next(1, 0x10000), Class())),
        Answers = Some(12, Record),
        Authorities = Some(4, Record),
        Additionals = Some(4, Record),
        Edns = Coin() ? Edns() : null,
    };

    public Octets Octets(int max)
    {
        var octets = new byte[random.Next(max + 1)];
        random.NextBytes(octets);
        return Dns.Octets.Of(octets);
    }

    // Half of the names are labels before an earlier one, so that compression has something to do.
    public DnsName Name()
    {
        var tail = _names[random.Next(_names.Count)].Labels;
        var text = string.Join('.', Enumerable.Range(0, random.Next(4)).Select(_ => Label()).Concat(tail.Select(Escape)));
        var name = DnsName.TryParse(text, out var made, out _) ? made : DnsName.Root;
        _names.Add(name);
        return name;
    }

    private DnsRecord Record()
    {
        var data = Data();
        return new DnsRecord(Name(), new Ttl(random.Next()), data, ClassOf(data));
    }

    private DnsClass ClassOf(RData data) => data is AddressData or SrvData ? DnsClass.In
        : data is OpaqueData ? Class()
        : Coin() ? DnsClass.In : DnsClass.Chaos;

    private DnsClass Class() => random.Next(8) == 0 ? (DnsClass)random.Next(1, 0x10000) : DnsClass.In;

    private RData Data() => random.Next(12) switch
    {
        0 => new AddressData(new IPAddress(Bytes(4))),
        1 => new AddressData(new IPAddress(Bytes(16))),
        2 => new CnameData(Name()),
        3 => new NsData(Name()),
        4 => new PtrData(Name()),
        5 => new SoaData(Name(), Name(), Number(), Number(), Number(), Number(), Number()),
        6 => new MxData(Short(), Name()),
        7 => new SrvData(Short(), Short(), Short(), Name()),
        8 => new CaaData((byte)random.Next(256), Tag(), Octets(40)),
        9 => new OpaqueData(OpaqueTypes[random.Next(OpaqueTypes.Length)], Octets(60)),
        _ => new TxtData([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Octets(random.Next(4) == 0 ? 255 : 20))]),
    };

    private Edns Edns() => new()
    {
        UdpPayloadSize = Short(),
        Version = (byte)random.Next(256),
        DnssecOk = Coin(),
        Options = Some(3, () => new EdnsOption(Short(), Octets(24))),
    };

    private string Label() => random.Next(6) switch
    {
        0 => Escape(Dns.Octets.Of(Bytes(random.Next(1, 64)))),
        1 => "_acme-challenge",
        _ => new string([.. Enumerable.Range(0, random.Next(1, 9)).Select(_ => "abcXYZ012-"[random.Next(10)])]),
    };

    private static string Escape(Octets label) =>
        string.Concat(label.Span.ToArray().Select(octet => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"\\{octet:D3}")));

    private string Tag() => new([.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => "issuewildIODEF09"[random.Next(16)])]);

    private List<T> Some<T>(int max, Func<T> make) => [.. Enumerable.Range(0, random.Next(max + 1)).Select(_ => make())];

    private byte[] Bytes(int count)
    {
        var octets = new byte[count];
        random.NextBytes(octets);
        return octets;
    }

    private uint Number() => (uint)random.NextInt64(1L << 32);

    private ushort Short() => (ushort)random.Next(0x10000);

    private bool Coin() => random.Next(2) == 0;
}
