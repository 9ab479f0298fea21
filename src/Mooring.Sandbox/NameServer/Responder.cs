using System.Net;
using Mooring.Dns;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.NameServer;

/// <summary>One name server's answer to a message, in its present mode.</summary>
/// <param name="server"><c>ns1</c> or <c>ns2</c>.</param>
/// <param name="world">What the clouds hold, and how the server behaves.</param>
/// <param name="hosts">Names beside the zones.</param>
internal sealed class Responder(string server, SandboxWorld world, HostNames hosts)
{
    /// <summary>The answer over UDP, cut to what the asker takes. Null for silence.</summary>
    public byte[]? AnswerDatagram(ReadOnlySpan<byte> octets, IPEndPoint client) =>
        Answer(octets, client) is var (reply, query) ? reply.EncodeWithin(query?.UdpLimit() ?? DnsReplies.PlainUdpLimit) : null;

    /// <summary>The answer over TCP, whole. Null for silence.</summary>
    public byte[]? AnswerStream(ReadOnlySpan<byte> octets, IPEndPoint client) =>
        Answer(octets, client) is var (reply, _) ? reply.EncodeWithin(DnsReplies.TcpLimit) : null;

    private (DnsMessage Reply, DnsMessage? Query)? Answer(ReadOnlySpan<byte> octets, IPEndPoint client)
    {
        var mode = world.Dns.ModeOf(server);
        if (mode == NameServerMode.Silent)
        {
            return null;
        }

        if (!DnsServing.TryRead(octets, out var query, out var refusal))
        {
            return refusal is null ? null : (refusal, null);
        }

        var reply = mode switch
        {
            NameServerMode.Servfail => Reply.Of(DnsRcode.ServFail),
            NameServerMode.Refused => Reply.Of(DnsRcode.Refused),
            _ => Answer(query.Questions[0], query.RecursionDesired, client),
        };
        return reply is null ? null : (reply.To(query), query);
    }

    private Reply? Answer(DnsQuestion question, bool recursionDesired, IPEndPoint client) =>
        QuestionRules.Refusal(question.Type) is { } refusal ? Reply.Of(refusal)
        : Whoami.IsAsked(question) ? Whoami.Answer(question, client.Address, world.Echo)
        : question.Class != DnsClass.In ? Reply.Of(DnsRcode.Refused)
        : new ZoneLookup(world, world.SeenBy(server), hosts).Answer(question, recursionDesired);
}
