using System.Net;
using Mooring.Dns;
using Mooring.Sandbox.NameServer;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.CertificateAuthority.Validation;

/// <summary>Asks both name servers of the sandbox, as they answer everybody now, without a socket.</summary>
/// <remarks>
/// A public CA looks from several places, each of which meets one server or the other. So here every server that answers has to
/// show the proof, and one that does not answer is passed over as long as another does.
/// </remarks>
internal sealed class DnsPerspectives(SandboxWorld world, HostNames hosts)
{
    private const int MaxAliases = 16;
    private static readonly IPEndPoint Asker = new(IPAddress.Loopback, 0);

    private readonly (string Name, Responder Responder)[] servers =
        [.. DnsSettings.ServerWords.Select(server => (server, new Responder(server, world, hosts)))];

    /// <summary>What each server says.</summary>
    public IReadOnlyList<DnsView> Ask(DnsName name, DnsType type)
    {
        var query = DnsMessage.Query(new DnsQuestion(name, type), id: 1).Encode();
        return [.. servers.Select(server => Read(server.Name, server.Responder.AnswerStream(query, Asker), name, type))];
    }

    private static DnsView Read(string server, byte[]? answer, DnsName name, DnsType type) =>
        answer is not null && DnsMessage.TryDecode(answer, out var message, out _)
            ? new DnsView(server, message.Rcode, AtTheEnd(message.Answers, name, type))
            : new DnsView(server, null, []);

    private static IReadOnlyList<RData> AtTheEnd(IReadOnlyList<DnsRecord> answers, DnsName name, DnsType type)
    {
        for (var hops = 0; hops <= MaxAliases; hops++)
        {
            var here = answers.Where(record => record.Name.Equals(name)).Select(record => record.Data).ToArray();
            if (here.Any(data => data.Type == type) || here.OfType<CnameData>().FirstOrDefault() is not { } alias)
            {
                return [.. here.Where(data => data.Type == type)];
            }

            name = alias.Target;
        }

        return [];
    }
}
