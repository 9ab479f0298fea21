namespace Mooring.Fuzz;

/// <summary>One thing that must survive any input.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="Try">Makes one input from the random numbers and feeds it; throws where a promise is broken.</param>
internal sealed record FuzzTarget(string Name, Action<Random> Try)
{
    /// <summary>All targets; a new one is one line here and one file in <c>Targets/</c>.</summary>
    public static readonly IReadOnlyList<FuzzTarget> All =
    [
        new("dns-random", DnsMessageTarget.ReadsRandomOctets),
        new("dns-mutated", DnsMessageTarget.ReadsMutatedMessages),
        new("dns-round-trip", DnsMessageTarget.KeepsWhatItWrites),
        new("dns-serving", DnsMessageTarget.RefusesInReadableMessages),
        new("dns-reading", DnsMessageTarget.ReadsAnyReply),
        new("dns-name", DnsMessageTarget.ReadsAnyName),
        new("names", NameTarget.ReadsAnyName),
        new("names-long", NameTarget.ReadsLongNames),
        new("values", NameTarget.ReadsAnyValue),
        new("alidns-answers", ProviderReplyTarget.ReadsDamagedAlidnsAnswers),
        new("dnspod-answers", ProviderReplyTarget.ReadsDamagedDnspodAnswers),
        new("cns-answers", ProviderReplyTarget.ReadsDamagedCnsAnswers),
        new("probe-web", ProbeAnswerTarget.ReadsAnyWebAnswer),
        new("probe-stun", ProbeAnswerTarget.ReadsAnyStunAnswer),
        new("probe-dns", ProbeAnswerTarget.ReadsAnyNameServersAnswer),
        new("command-output", ProbeAnswerTarget.ReadsAnyOutput),
        new("netlink", ProbeAnswerTarget.ReadsAnyNetlinkMessage),
        new("router-nat-pmp", RouterAnswerTarget.ReadsAnyNatPmpAnswer),
        new("router-pcp", RouterAnswerTarget.ReadsAnyPcpAnswer),
        new("router-announcement", RouterAnswerTarget.ReadsAnyAnnouncement),
        new("router-search", RouterAnswerTarget.ReadsAnySearchAnswer),
        new("router-description", RouterAnswerTarget.ReadsAnyDescription),
        new("router-upnp", RouterAnswerTarget.ReadsAnyUpnpAnswer),
        new("configuration", ConfigurationTarget.ReadsDamagedFiles),
        new("configuration-aliases", ConfigurationTarget.ReadsAnyAliases),
        new("resolv-conf", DnsMessageTarget.ReadsAnyResolvConf),
    ];
}
