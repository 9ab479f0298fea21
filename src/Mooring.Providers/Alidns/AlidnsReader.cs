using System.Text.Json.Serialization.Metadata;
using Mooring.Http;
using Mooring.Providers.Faults;
using Mooring.Providers.Replies;

namespace Mooring.Providers.Alidns;

/// <summary>Reads an answer: the action's fields and a request id on success, a code on failure.</summary>
/// <param name="credentials">What must not show up in an error.</param>
internal sealed class AlidnsReader(ApiCredentials credentials)
{
    /// <summary>Words the failures of this API.</summary>
    public FaultReport Report { get; } = new(AlidnsProvider.Info);

    /// <summary>The answer, whole.</summary>
    /// <exception cref="Core.Records.DnsApiException">The host refused, or what came is no answer of its.</exception>
    public T Read<T>(ApiReply reply, JsonTypeInfo<T> shape, Doing doing)
        where T : AlidnsReplyWire
    {
        var answer = JsonReply.Parse(reply, shape, Report, doing);
        if (!string.IsNullOrEmpty(answer.Code))
        {
            var error = VendorError.Of(answer.Code, answer.Message, answer.RequestId, credentials);
            throw Report.Refused(doing, error, AlidnsFaults.Judge(error, reply.SigningError), reply.SigningError);
        }

        return reply.Status == 200 && answer.IsWhole() ? answer : throw JsonReply.Unreadable(reply, Report, doing);
    }
}
