using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Mooring.Core.Addresses;
using Mooring.Core.Records;
using Mooring.Dns;
using Mooring.Engine.Sources.Command;
using Mooring.Engine.Sources.Interface.Linux;
using Mooring.Engine.Sources.Probe;

namespace Mooring.Fuzz;

/// <summary>What servers and programs outside say. Whatever it is, it is an address as it stands there, or a failure in few words.</summary>
[SuppressMessage("Security", "CA5394:Do not use insecure randomness", Justification = "Damage that repeats from run to run.")]
internal static class ProbeAnswerTarget
{
    private static readonly AddressPolicy Any4 = new(IpFamily.IPv4, AllowedRanges.Documentation);
    private static readonly DnsName Name = DnsName.Parse("whoami.example.com");
    private static readonly byte[] Transaction = Convert.FromHexString("b7e7a701bc34d686fa87dfae");

    private static readonly byte[][] Bodies =
    [
        .. new[]
        {
            "203.0.113.9", "2001:db8::9", "::ffff:203.0.113.9", "<html>203.0.113.9</html>", "{\"ip\":\"203.0.113.9\"}",
            "203.0.113.9, 198.51.100.1", "fe80::1%eth0", "当前 IP：203.0.113.9",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    /// <summary>RFC 5769 §2.2: the sample response over IPv4.</summary>
    private static readonly byte[] Stun = Convert.FromHexString(
        "0101003c2112a442b7e7a701bc34d686fa87dfae8022000b7465737420766563746f7220002000080001a147e112a643"
        + "000800142b91f599fd9e90c38c7489f92af9ba53f06be7d780280004c07d4c96");

    private static readonly (DnsType Type, byte[] Octets)[] Replies =
        [Reply(TxtData.OfText("203.0.113.9")), Reply(new AddressData(IPAddress.Parse("203.0.113.9")))];

    private static readonly byte[] Output = Encoding.UTF8.GetBytes(
        "   IPv4 地址 . . . . . . . . . . . . : 203.0.113.9\r\n   临时 IPv6 地址. . . . . . . . . . : 2001:db8::9\r\n   本地链接 IPv6 地址. . . . . . . . : fe80::9%12\r\n");

    private static readonly Regex Match = new(@"地址[ .:]*(?<address>[0-9a-f.:%]+)\r", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>What a kernel told of an added address, an interface, and a default route.</summary>
    private static readonly byte[][] Netlink =
    [
        Convert.FromHexString("480000001400000000000000000000000a400200030000001400010020010db800010000000000000000000514000600100e0000201c000095361900953619000800080002000000"),
        Convert.FromHexString("280000001000000000000000000000000000010002000000430001000000000008000300657468300000000000"[..80]),
        Convert.FromHexString("74000000180000064e6c026bb20100000a000000fe0300010000000008000f00fe000000080006000004000014000500fe800000000000000000000000000001080004000300000024000c0000000000000000000000000000000000000000000000000000000000000000000500140000000000"),
    ];

    public static void ReadsAnyWebAnswer(Random random)
    {
        var text = Encoding.UTF8.GetString(Damage(Bodies[random.Next(Bodies.Length)], random)).Trim();
        Judge(new ProbeReply.Told(text), text);
    }

    public static void ReadsAnyStunAnswer(Random random)
    {
        var datagram = Damage(Stun, random);
        if (StunMessage.Answers(datagram, Transaction) && StunMessage.ReadAddress(datagram) is { } address)
        {
            Judge(new ProbeReply.Told(address.ToString()), address.ToString());
        }
    }

    public static void ReadsAnyNameServersAnswer(Random random)
    {
        var (type, octets) = Replies[random.Next(Replies.Length)];
        if (DnsMessage.TryDecode(Damage(octets, random), out var message, out _))
        {
            var reply = DnsProbe.Read(message, type);
            Judge(reply, reply is ProbeReply.Told told ? told.Text : "");
        }
    }

    public static void ReadsAnyOutput(Random random)
    {
        var output = OutputEncoding.Decode(Damage(Output, random), Encoding.UTF8);
        if (OutputReading.TryRead(output, random.Next(2) == 0 ? Match : null, ReadingAdvice.Program, out _, out var why))
        {
            return;
        }

        Require(why.English.Length < 500, $"{why.English.Length} characters");
    }

    public static void ReadsAnyNetlinkMessage(Random random)
    {
        var received = Damage(Netlink[random.Next(Netlink.Length)], random);
        foreach (var message in NetlinkMessage.Split(received))
        {
            Require(message.Body.Length <= received.Length, "more than was received");
            var address = NetlinkAddress.Read(message);
            Require(address is null || address.Address.PrefixLength <= address.Address.Address.GetAddressBytes().Length * 8, $"{address} has too long a prefix");
            Require(NetlinkInterface.Read(message)?.Name.Length is null or <= 256, "too long a name");
            _ = NetlinkRoute.Read(message);
            _ = NetlinkNews.Tell(message);
        }
    }

    private static void Judge(ProbeReply reply, string told)
    {
        switch (ProbeReply.Judge(reply, Any4))
        {
            case ProbeReply.Seen seen:
                var sameText = told.Equals(seen.Address.ToString(), StringComparison.Ordinal);
                Require(sameText || told.StartsWith("::ffff:", StringComparison.OrdinalIgnoreCase), $"'{told}' was read as {seen.Address}");
                break;
            case ProbeReply.Failed failed:
                Require(failed.Why.English.Length < 500 && !failed.Why.English.Any(char.IsControl), $"a failure in odd words: {failed.Why}");
                break;
            default:
                throw new InvalidOperationException("neither an address nor a failure");
        }
    }

    private static (DnsType Type, byte[] Octets) Reply(RData data) => (
        data.Type,
        new DnsMessage { IsResponse = true, Questions = [new DnsQuestion(Name, data.Type)], Answers = [new DnsRecord(Name, new Ttl(0), data)] }.Encode());

    internal static byte[] Damage(byte[] sample, Random random)
    {
        var bytes = sample.ToList();
        for (var hits = random.Next(4); hits > 0 && bytes.Count > 0; hits--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveAt(at);
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(bytes.Count - at, random.Next(1, 20))));
                    break;
                default:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
            }
        }

        return [.. bytes];
    }

    internal static void Require(bool promise, string broken)
    {
        if (!promise)
        {
            throw new InvalidOperationException(broken);
        }
    }
}
