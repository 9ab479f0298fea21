using System.Net;
using Mooring.Core;
using Mooring.Core.Addresses;
using Mooring.Dns;

namespace Mooring.Engine.Sources.Probe;

/// <summary>Asks a name server for the address it sees us by.</summary>
/// <param name="client">Asks.</param>
internal sealed class DnsProbe(DnsClient client)
{
    /// <summary>Asks one server.</summary>
    public async Task<ProbeReply> AskAsync(IPEndPoint server, ProbeTarget.Dns target, IpFamily family, CancellationToken cancellation)
    {
        var type = target.Type ?? (family == IpFamily.IPv4 ? DnsType.A : DnsType.Aaaa);
        try
        {
            return Read(await client.QueryAsync(server, new DnsQuestion(target.Name, type, target.Class), cancellation), type);
        }
        catch (DnsQueryException e)
        {
            return new ProbeReply.Failed(e.Explanation, e.Fault == DnsQueryFault.Unreadable ? ProbeFault.NoAddress : ProbeFault.Unreachable);
        }
    }

    /// <summary>The one answer of the type asked for. Pure.</summary>
    internal static ProbeReply Read(DnsMessage reply, DnsType type)
    {
        if (reply.Rcode != DnsRcode.NoError)
        {
            var fault = reply.Rcode == DnsRcode.Refused ? ProbeFault.Blocked : ProbeFault.NoAddress;
            return new ProbeReply.Failed(new Text($"it answered {reply.Rcode.Mnemonic()}", $"应答为 {reply.Rcode.Mnemonic()}"), fault);
        }

        return reply.Answers.Where(record => record.Type == type).Select(record => record.Data).ToArray() switch
        {
            [AddressData address] => new ProbeReply.Told(address.Address.ToString()),
            [TxtData text] => new ProbeReply.Told(text.Text.Trim()),
            { Length: var count } => new ProbeReply.Failed(
                new Text($"it answered with {count} {type.Mnemonic()} records, not one", $"应答含 {count} 条 {type.Mnemonic()} 记录，应恰好一条"),
                ProbeFault.NoAddress),
        };
    }
}
