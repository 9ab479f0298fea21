using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Mooring.Core.Records;
using Mooring.Http;
using Mooring.Providers.Faults;

namespace Mooring.Providers.Replies;

/// <summary>Reads the body of an answer.</summary>
internal static class JsonReply
{
    /// <summary>The body as that shape. What is no such JSON is a fault, never an empty answer.</summary>
    /// <exception cref="DnsApiException"><see cref="DnsFault.Unavailable"/>, or <see cref="DnsFault.Throttled"/> on status 429.</exception>
    public static T Parse<T>(ApiReply reply, JsonTypeInfo<T> shape, FaultReport report, Doing doing)
        where T : class
    {
        T? parsed;
        try
        {
            parsed = JsonSerializer.Deserialize(reply.Body.Span, shape);
        }
        catch (JsonException)
        {
            parsed = null;
        }

        return parsed ?? throw Unreadable(reply, report, doing);
    }

    /// <summary>The fault of an answer that is not what the host sends.</summary>
    public static DnsApiException Unreadable(ApiReply reply, FaultReport report, Doing doing)
    {
        var fault = reply.Status == 429 ? DnsFault.Throttled : DnsFault.Unavailable;
        return report.Unreadable(doing, ReplyFaults.Describe(reply), new Ruling(fault, Cure.None));
    }
}
