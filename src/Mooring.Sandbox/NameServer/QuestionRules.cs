using Mooring.Dns;

namespace Mooring.Sandbox.NameServer;

/// <summary>Types that a question may name and this server does not answer.</summary>
internal static class QuestionRules
{
    private const int Tkey = 249;
    private const int Mailb = 253;
    private const int Maila = 254;

    /// <summary>The outcome for such a type, or null for one that is looked up.</summary>
    /// <remarks>Zone transfers are refused, as both clouds do. IANA's "QTYPEs" 249 to 254 are no types of records.</remarks>
    public static DnsRcode? Refusal(DnsType type) => (int)type switch
    {
        (int)DnsType.Axfr or (int)DnsType.Ixfr => DnsRcode.Refused,
        (int)DnsType.Opt or (int)DnsType.None => DnsRcode.FormErr,
        >= Tkey and <= Mailb or Maila => DnsRcode.NotImp,
        _ => null,
    };
}
