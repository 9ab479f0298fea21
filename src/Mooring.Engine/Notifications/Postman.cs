using System.Text;
using Mooring.Core;
using Mooring.Engine.Notifications.Mail;
using Mooring.Http;

namespace Mooring.Engine.Notifications;

/// <summary>Carries one message to one target.</summary>
public interface IPostman
{
    /// <summary>Sends a message.</summary>
    /// <returns>Whether it arrived, and why not everywhere.</returns>
    Task<Delivery> SendAsync(NotificationTarget target, Notice notice, CancellationToken cancellation);
}

/// <summary>Carries messages over HTTP and SMTP; a try takes <see cref="Limit"/> at most.</summary>
/// <param name="connections">Sends requests; follows no redirect.</param>
/// <param name="time">The clock of limits and signatures.</param>
public sealed class Postman(HttpMessageInvoker connections, TimeProvider time) : IPostman
{
    /// <summary>How long one try takes at most: 10 seconds.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private const int LargestReply = 4096;

    /// <inheritdoc />
    public async Task<Delivery> SendAsync(NotificationTarget target, Notice notice, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            return target is NotificationTarget.Smtp mail
                ? await MailAsync(mail, notice, both.Token)
                : await RequestAsync(target, OutgoingRequest.Of(target, notice, time.GetUtcNow()), both.Token);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            // Whatever goes wrong at one target is told as its failure: the message is tried again, and no other target waits.
            return Delivery.ToNone(limit.IsCancellationRequested
                ? new Text($"{target.Kind} did not answer within {Limit.TotalSeconds:0} s", $"{target.Kind} 在 {Limit.TotalSeconds:0} 秒内没有应答")
                : Failure(target, e));
        }
    }

    private async Task<Delivery> RequestAsync(NotificationTarget target, OutgoingRequest outgoing, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(new HttpMethod(outgoing.Method), outgoing.Url);
        request.Headers.TryAddWithoutValidation("User-Agent", "mooring");
        if (outgoing.Body is { } body)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", outgoing.ContentType);
        }

        foreach (var (name, value) in outgoing.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await connections.SendAsync(request, cancellation);
        var why = ReplyVerdict.Of(target, (int)response.StatusCode, await BeginningAsync(response, cancellation));
        return new Delivery(why is null, why);
    }

    private static async Task<string> BeginningAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        var octets = new byte[LargestReply];
        var length = await stream.ReadAtLeastAsync(octets, LargestReply, throwOnEndOfStream: false, cancellation);
        return Encoding.UTF8.GetString(octets, 0, length);
    }

    private async Task<Delivery> MailAsync(NotificationTarget.Smtp mail, Notice notice, CancellationToken cancellation)
    {
        try
        {
            return new Delivery(true, Named(await new MailSubmission(mail, time).SendAsync(notice, cancellation)));
        }
        catch (MailRefusedException e)
        {
            return new Delivery(false, Named(e.Text));
        }
    }

    private static Text? Named(Text? why) => why is null ? null : new Text($"smtp: {why.English}", $"smtp：{why.Chinese}");

    /// <summary>What went wrong, by the innermost cause that has words: outer ones often only say that sending failed.</summary>
    private static Text Failure(NotificationTarget target, Exception e)
    {
        var cause = e;
        while (cause.InnerException is { } inner)
        {
            cause = inner;
        }

        var said = Redaction.Text(cause.Message);
        return new Text($"{target.Kind} could not be reached: {said}", $"无法连接 {target.Kind}：{said}");
    }
}
