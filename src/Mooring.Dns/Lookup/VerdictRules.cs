using Mooring.Core;

namespace Mooring.Dns;

/// <summary>From a reply to a verdict. Pure.</summary>
internal static class VerdictRules
{
    private static readonly Text NoAuthority = new(
        "it answers, but not as a server of this zone; check the zone's NS records",
        "它作了应答，但并非该区域的权威服务器；请检查该区域的 NS 记录");

    private static readonly Text NotResponsible = new(
        "it is not responsible for this zone; check the zone's NS records",
        "它不负责该区域；请检查该区域的 NS 记录");

    private static readonly Text DoesNotResolve = new(
        "it does not resolve for others; name a recursive resolver",
        "它不提供递归解析；请填写一台递归解析服务器");

    /// <summary>What an authoritative server of <paramref name="zone"/> means by this reply.</summary>
    public static (ServerVerdict Verdict, Text? Why) OfAuthoritative(ReplyReading reading, bool isAuthoritative, DnsName zone) => reading switch
    {
        ReplyReading.Error error => OfError(error.Rcode),
        ReplyReading.Referral referral when IsBelow(referral.Zone, zone) => (ServerVerdict.Referral, null),
        ReplyReading.Referral or ReplyReading.Lame => (ServerVerdict.Lame, NotResponsible),
        _ when !isAuthoritative => (ServerVerdict.Lame, NoAuthority),

        // That the target does not exist, or not so, is for the target's own servers to say.
        { Aliases.Count: > 0 } when !reading.Name.IsWithin(zone) => (ServerVerdict.Answer, null),
        _ => (OfStatement(reading), null),
    };

    /// <summary>What a resolver means by this reply.</summary>
    public static (ServerVerdict Verdict, Text? Why) OfResolver(ReplyReading reading) => reading switch
    {
        ReplyReading.Error error => OfError(error.Rcode),
        ReplyReading.Referral or ReplyReading.Lame => (ServerVerdict.Lame, DoesNotResolve),
        _ => (OfStatement(reading), null),
    };

    /// <summary>What a question without a usable reply means.</summary>
    public static ServerVerdict Of(DnsQueryFault fault) => fault == DnsQueryFault.TimedOut ? ServerVerdict.Timeout : ServerVerdict.Unreachable;

    private static ServerVerdict OfStatement(ReplyReading reading) => reading switch
    {
        ReplyReading.NxDomain => ServerVerdict.NxDomain,
        ReplyReading.NoData => ServerVerdict.NoData,
        _ => ServerVerdict.Answer,
    };

    private static (ServerVerdict Verdict, Text? Why) OfError(DnsRcode rcode) => rcode switch
    {
        DnsRcode.Refused => (ServerVerdict.Refused, Answers(rcode)),
        DnsRcode.NotAuth => (ServerVerdict.Lame, NotResponsible),
        _ => (ServerVerdict.ServFail, Answers(rcode)),
    };

    private static Text Answers(DnsRcode rcode) => new($"it answers {rcode.Mnemonic()}", $"它回答 {rcode.Mnemonic()}");

    private static bool IsBelow(DnsName name, DnsName zone) => name.IsWithin(zone) && !name.Equals(zone);
}
