using System.Net;
using Mooring.Core.Records;
using Mooring.Dns;
using Mooring.Sandbox.AddressEcho;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.NameServer;

/// <summary>Names that tell an asker its address, under the names that public operators use for it.</summary>
/// <remarks>
/// <c>whoami.akamai.net</c> and <c>myip.opendns.com</c> answer A over IPv4 and AAAA over IPv6; <c>o-o.myaddr.l.google.com</c>
/// answers TXT; <c>whoami.cloudflare</c> answers TXT in class CHAOS. Told is what the echo tells, not where the query came from.
/// </remarks>
internal static class Whoami
{
    private static readonly HashSet<DnsName> AddressNames = [DnsName.Parse("whoami.akamai.net"), DnsName.Parse("myip.opendns.com")];
    private static readonly DnsName TextName = DnsName.Parse("o-o.myaddr.l.google.com");
    private static readonly DnsName ChaosName = DnsName.Parse("whoami.cloudflare");

    /// <summary>Whether the question asks for the asker's address.</summary>
    public static bool IsAsked(DnsQuestion question) =>
        question.Class == DnsClass.In ? AddressNames.Contains(question.Name) || TextName.Equals(question.Name)
        : question.Class == DnsClass.Chaos && ChaosName.Equals(question.Name);

    /// <summary>The answer; null, for silence, when the family of the asker is switched off.</summary>
    public static Reply? Answer(DnsQuestion question, IPAddress client, EchoAddresses echo)
    {
        if (echo.For(client) is not { } told)
        {
            return null;
        }

        var reply = new Reply { Authoritative = true };
        RData data = AddressNames.Contains(question.Name) ? new AddressData(told) : TxtData.OfText(told.ToString());
        if (question.Type == data.Type || question.Type == DnsType.Any)
        {
            reply.Answers.Add(new DnsRecord(question.Name, new Ttl(0), data, question.Class));
        }

        return reply;
    }
}
