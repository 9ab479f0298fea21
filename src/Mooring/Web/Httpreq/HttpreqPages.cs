using System.Net;
using Microsoft.AspNetCore.Http;
using Mooring.Core.Names;
using Mooring.Core.Records;
using Mooring.Engine.Issuing.Challenges;
using Mooring.Engine.Updating;

namespace Mooring.Web.Httpreq;

/// <summary>Answers lego's <c>httpreq</c> provider; the contract is docs/other-clients.md.</summary>
/// <param name="desk">Publishes and removes.</param>
/// <param name="time">The clock of the limit.</param>
internal sealed class HttpreqPages(IChallengeDesk desk, TimeProvider time)
{
    /// <summary>The scope that a token needs.</summary>
    public const string Scope = "httpreq";

    /// <summary>The most that a body may hold: 4 KiB, ten times what the longest name needs.</summary>
    public const int LargestBody = 4 * 1024;

    /// <summary>How long a request may take: 2 minutes, longer than the 30 seconds that lego waits unless it is told otherwise.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary><c>POST /httpreq/present</c>.</summary>
    /// <param name="context">The request, of a caller with the scope.</param>
    /// <param name="domains">Where its tokens let it publish.</param>
    public Task<Answer> PresentAsync(HttpContext context, IReadOnlyList<DomainName> domains) => AnswerAsync(context, domains, "published", desk.PublishAsync);

    /// <summary><c>POST /httpreq/cleanup</c>.</summary>
    /// <param name="context">The request, of a caller with the scope.</param>
    /// <param name="domains">Where its tokens let it publish.</param>
    public Task<Answer> CleanUpAsync(HttpContext context, IReadOnlyList<DomainName> domains) => AnswerAsync(context, domains, "removed", desk.RemoveAsync);

    private async Task<Answer> AnswerAsync(
        HttpContext context, IReadOnlyList<DomainName> domains, string done, Func<Challenge, IReadOnlyList<DomainName>, CancellationToken, Task> work)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, context.RequestAborted);
        try
        {
            if (await BodyAsync(context.Request, end.Token) is not { } body)
            {
                return Answer.Error(HttpStatusCode.RequestEntityTooLarge, $"the body is larger than {LargestBody} bytes");
            }

            if (!HttpreqMessage.TryRead(body, out var challenge, out var name, out var why))
            {
                return Answer.Error(HttpStatusCode.BadRequest, why);
            }

            if (!domains.Any(name.IsWithin))
            {
                return Answer.Error(HttpStatusCode.Forbidden, $"{name} lies outside of this token's domains; add its domain to console.tokens");
            }

            await work(challenge, domains, end.Token);
            return Answer.Done(HttpStatusCode.OK, done);
        }
        catch (ChallengeException e)
        {
            return Failed(done, e);
        }
        catch (BadHttpRequestException e)
        {
            return Answer.Error((HttpStatusCode)e.StatusCode, "the body did not come as it was announced");
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return Answer.Error(HttpStatusCode.GatewayTimeout, $"not {done} within {Limit.TotalMinutes:0} minutes; the DNS host is slow, or many wait for the same zone");
        }
    }

    /// <summary>What a host said may tell of the whole account, so the caller gets its kind and the log the rest.</summary>
    private static Answer Failed(string done, ChallengeException e) => e.Fault switch
    {
        null => Answer.Error(HttpStatusCode.UnprocessableEntity, e.Text.English),
        DnsFault.NotFound => Answer.Error(HttpStatusCode.UnprocessableEntity, $"not {done}: no account here holds a zone for the name; the daemon's log says more"),
        { } fault => Answer.Error(HttpStatusCode.BadGateway, $"not {done}: the DNS host's answer was {ChangeError.Word(fault)}{(e.Code is { } code ? $" ({code})" : "")}; the daemon's log says more"),
    };

    private static async Task<byte[]?> BodyAsync(HttpRequest request, CancellationToken cancellation)
    {
        var body = new byte[LargestBody + 1];
        var read = await request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellation);
        return read > LargestBody ? null : body[..read];
    }
}
