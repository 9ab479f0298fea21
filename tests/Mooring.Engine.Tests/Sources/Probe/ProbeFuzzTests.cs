using System.Net;
using System.Text;
using Mooring.Core.Addresses;
using Mooring.Core.Records;
using Mooring.Dns;
using Mooring.Engine.Sources.Probe;

namespace Mooring.Engine.Tests.Sources.Probe;

/// <summary>Hostile answers: fixed seed, fixed count. Whatever comes, the outcome is an address as it stands there, or a failure.</summary>
public sealed class ProbeFuzzTests
{
    private const int Rounds = 50_000;
    private static readonly AddressPolicy Any4 = new(IpFamily.IPv4, AllowedRanges.Documentation);

    [Fact]
    public void Web_answers_are_an_address_or_a_failure()
    {
        string[] seeds = ["203.0.113.9", "2001:db8::9", "::ffff:203.0.113.9", "<html>203.0.113.9</html>", "{\"ip\":\"203.0.113.9\"}", "203.0.113.9, 198.51.100.1", "fe80::1%eth0", "当前 IP：203.0.113.9"];
        var random = new Random(101);
        var accepted = 0;

        for (var i = 0; i < Rounds; i++)
        {
            var body = Mutate(Encoding.UTF8.GetBytes(seeds[random.Next(seeds.Length)]), random);
            var text = Encoding.UTF8.GetString(body).Trim();
            var reply = ProbeReply.Judge(new ProbeReply.Told(text), Any4);
            if (reply is ProbeReply.Seen seen)
            {
                accepted++;
                Assert.True(text.Equals(seen.Address.ToString(), StringComparison.Ordinal) || text.Contains(':', StringComparison.Ordinal), text);
            }
            else
            {
                Assert.InRange(Assert.IsType<ProbeReply.Failed>(reply).Why.English.Length, 1, 400);
            }
        }

        Assert.InRange(accepted, 100, Rounds - 100);
    }

    [Fact]
    public void Stun_answers_are_an_address_or_nothing()
    {
        var transaction = Convert.FromHexString("b7e7a701bc34d686fa87dfae");
        var sample = Convert.FromHexString(
            "0101003c2112a442b7e7a701bc34d686fa87dfae8022000b7465737420766563746f7220002000080001a147e112a643"
            + "000800142b91f599fd9e90c38c7489f92af9ba53f06be7d780280004c07d4c96");
        var random = new Random(102);
        var answers = 0;

        for (var i = 0; i < Rounds; i++)
        {
            var datagram = Mutate(sample, random);
            if (StunMessage.Answers(datagram, transaction))
            {
                answers++;
                _ = StunMessage.ReadAddress(datagram)?.ToString();
            }
        }

        Assert.InRange(answers, 1_000, Rounds);
    }

    [Fact]
    public void Name_server_answers_are_an_address_or_a_failure()
    {
        var name = DnsName.Parse("whoami.example.com");
        DnsRecord[] records = [new(name, new Ttl(0), TxtData.OfText("203.0.113.9")), new(name, new Ttl(0), new AddressData(IPAddress.Parse("203.0.113.9")))];
        var samples = records.Select(record => new DnsMessage { IsResponse = true, Questions = [new DnsQuestion(name, record.Type)], Answers = [record] }.Encode()).ToArray();
        var random = new Random(103);
        var decoded = 0;

        for (var i = 0; i < Rounds; i++)
        {
            if (DnsMessage.TryDecode(Mutate(samples[i % 2], random), out var message, out _))
            {
                decoded++;
                var reply = ProbeReply.Judge(DnsProbe.Read(message, records[i % 2].Type), Any4);
                Assert.True(reply is ProbeReply.Seen or ProbeReply.Failed);
            }
        }

        Assert.InRange(decoded, 1_000, Rounds);
    }

    private static byte[] Mutate(byte[] sample, Random random)
    {
        var bytes = sample.ToList();
        for (var change = random.Next(4); change > 0 && bytes.Count > 0; change--)
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
}
