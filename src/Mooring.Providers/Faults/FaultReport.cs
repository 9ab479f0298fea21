using Mooring.Core;
using Mooring.Core.Records;

namespace Mooring.Providers.Faults;

/// <summary>Puts a fault into words: what was being done, what came back, what to do.</summary>
/// <param name="provider">The host.</param>
internal sealed class FaultReport(ProviderInfo provider)
{
    /// <summary>The host answered with an error of its own.</summary>
    public DnsApiException Refused(Doing doing, VendorError error, Ruling ruling, TimeSpan? signingError)
    {
        var minimum = ruling.Cure == Cure.ChangeTtl ? TtlLimit.Minimum(error.Message, doing.Ttl) : null;
        var mend = minimum is { } ttl
            ? new Text($"the lowest TTL of the zone's edition is {ttl} s: set 'ttl: {ttl}'", $"该域名套餐允许的最小 TTL 为 {ttl} 秒：请设置“ttl: {ttl}”")
            : Cures.Say(ruling.Cure, provider, doing, signingError);
        return new DnsApiException(ruling.Fault, Joined(Told(doing, Quote(error)), mend), error.Code, error.RequestId)
        {
            Told = Told(doing, Quote(error)),
            Advice = mend,
            MissingRight = ruling.Cure == Cure.Grant ? provider.Right(doing.Action) : null,
            ContentRefused = ruling.Cure is Cure.CheckValue or Cure.ChangeTtl,
            MinimumTtl = minimum,
        };
    }

    /// <summary>An answer came that is none of the host's: no JSON, cut off, or of another shape.</summary>
    /// <param name="doing">What was being done.</param>
    /// <param name="found">What is wrong with the answer.</param>
    /// <param name="ruling"><see cref="DnsFault.Unavailable"/> unless the status says that it is throttling.</param>
    public DnsApiException Unreadable(Doing doing, Text found, Ruling ruling) =>
        Make(doing, found, Cures.Say(ruling.Cure, provider, doing, signingError: null), ruling.Fault);

    /// <summary>Mooring itself refuses: the API cannot do it without harm.</summary>
    public static DnsApiException Impossible(Doing doing, Text why) => Make(doing, why, mend: null, DnsFault.Rejected);

    private Text Quote(VendorError error)
    {
        var words = error.Message.Length == 0 ? error.Code : $"{error.Code}: {error.Message.TrimEnd('.', '。')}";
        return error.RequestId is { } id
            ? new Text($"{provider.Title.English} answered {words} (request {id})", $"{provider.Title.Chinese} 返回 {words}（请求 {id}）")
            : new Text($"{provider.Title.English} answered {words}", $"{provider.Title.Chinese} 返回 {words}");
    }

    private static DnsApiException Make(Doing doing, Text found, Text? mend, DnsFault fault) =>
        new(fault, Joined(Told(doing, found), mend)) { Told = Told(doing, found), Advice = mend };

    private static Text Told(Doing doing, Text found) => new($"{doing.What.English}: {found.English}", $"无法{doing.What.Chinese}：{found.Chinese}");

    private static Text Joined(Text told, Text? mend) => mend is null ? told : new Text($"{told.English}; {mend.English}", $"{told.Chinese}；{mend.Chinese}");
}
