using System.Text.Json.Serialization.Metadata;
using Mooring.Http;
using Mooring.Providers.Faults;
using Mooring.Providers.Replies;

namespace Mooring.Providers.TencentCloud.Cns;

/// <summary>Reads an answer: a code that is not 0 is an error, whatever the HTTP status.</summary>
/// <param name="credentials">What must not show up in an error.</param>
internal sealed class CnsReader(ApiCredentials credentials)
{
    /// <summary>Words the failures of this API.</summary>
    public FaultReport Report { get; } = new(TencentProvider.Info);

    /// <summary>The data of the answer, whole; null where the action answers with none.</summary>
    /// <exception cref="Core.Records.DnsApiException">The host refused, or what came is no answer of its.</exception>
    public T? Read<T>(ApiReply reply, JsonTypeInfo<CnsReplyWire<T>> shape, Doing doing)
        where T : CnsDataWire
    {
        var answer = JsonReply.Parse(reply, shape, Report, doing);
        if (answer.Code is { Length: > 0 } code and not "0")
        {
            var words = string.Join(": ", new[] { answer.CodeDesc, answer.Message }.Where(part => !string.IsNullOrWhiteSpace(part)));
            var error = VendorError.Of(code, words, requestId: null, credentials);
            var judged = CnsFaults.Judge(error, reply.SigningError);
            throw Report.Refused(doing with { Action = Successor(doing.Action) }, error, judged, reply.SigningError);
        }

        var whole = typeof(T) == typeof(CnsDataWire) || answer.Data?.IsWhole() == true;
        return reply.Status == 200 && answer.Code == "0" && whole ? answer.Data : throw JsonReply.Unreadable(reply, Report, doing);
    }

    /// <summary>The action of API 3.0 that took this one's place: rights are granted by its name ("API 2.0 upgrade").</summary>
    private static string Successor(string action) => action switch
    {
        "DomainList" => "DescribeDomainList",
        "RecordList" => "DescribeRecordList",
        "RecordCreate" => "CreateRecord",
        "RecordModify" => "ModifyRecord",
        "RecordDelete" => "DeleteRecord",
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, message: null),
    };
}
