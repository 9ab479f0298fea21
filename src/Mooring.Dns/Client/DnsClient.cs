using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Mooring.Dns;

/// <summary>Asks one server one question, and gives back the reply that really belongs to it.</summary>
/// <remarks>
/// Safe for concurrent use; holds no sockets between questions. Every question has a random id, a source port of its own and a name in
/// random case; a reply with another id, source, question or case is ignored (RFC 5452). Truncated replies are fetched over TCP; a
/// server that does not know EDNS is asked without.
/// </remarks>
public sealed class DnsClient(TimeProvider time, DnsClientOptions options)
{
    /// <summary>Asks a resolver: recursion desired.</summary>
    /// <inheritdoc cref="QueryAsync(IPEndPoint, DnsQuestion, bool, CancellationToken)"/>
    public Task<DnsMessage> QueryAsync(IPEndPoint server, DnsQuestion question, CancellationToken cancellation) =>
        QueryAsync(server, question, recursionDesired: true, cancellation);

    /// <summary>Asks a server.</summary>
    /// <param name="server">Address and port; its family is the family of the socket, so an IPv6 server is asked over IPv6.</param>
    /// <param name="question">What is asked, in any class.</param>
    /// <param name="recursionDesired">False when an authoritative server is asked.</param>
    /// <param name="cancellation">Ends the question.</param>
    /// <returns>The reply, whatever its outcome says: NXDOMAIN, SERVFAIL and REFUSED are replies.</returns>
    /// <exception cref="DnsQueryException">No reply that fits came in time, or the network refused.</exception>
    public async Task<DnsMessage> QueryAsync(IPEndPoint server, DnsQuestion question, bool recursionDesired, CancellationToken cancellation)
    {
        var tries = 0;
        for (var attempt = Attempt.First(options); ; tries++)
        {
            var outcome = await TryAsync(server, question, recursionDesired, attempt, cancellation);
            if (attempt.After(outcome) is { } next)
            {
                attempt = next;
                continue;
            }

            return outcome is Outcome.Reply { Message: var reply } && (attempt.OverTcp || !reply.IsTruncated)
                ? reply
                : throw QueryFailure.Explain(server, question, outcome, tries + 1, options.AttemptTimeout);
        }
    }

    private async Task<Outcome> TryAsync(
        IPEndPoint server, DnsQuestion question, bool recursionDesired, Attempt attempt, CancellationToken cancellation)
    {
        var query = Build(question, recursionDesired, attempt);
        string? unreadable = null;
        using var limit = new CancellationTokenSource(options.AttemptTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            return attempt.OverTcp
                ? await TcpExchange.AskAsync(server, query, question.Name, why => unreadable = why, both.Token)
                : await UdpExchange.AskAsync(server, query, question.Name, attempt.MixCase, why => unreadable = why, both.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new Outcome.Silence(unreadable);
        }
        catch (Exception error) when (error is SocketException or IOException)
        {
            cancellation.ThrowIfCancellationRequested();
            return new Outcome.Broken(error);
        }
    }

    private DnsMessage Build(DnsQuestion question, bool recursionDesired, Attempt attempt)
    {
        var name = attempt.MixCase ? question.Name.WithCase(RandomNumberGenerator.GetBytes(32)) : question.Name;
        var edns = attempt.WithEdns ? new Edns { UdpPayloadSize = options.UdpPayloadSize } : null;
        return DnsMessage.Query(question with { Name = name }, (ushort)RandomNumberGenerator.GetInt32(0x10000), recursionDesired, edns);
    }
}
