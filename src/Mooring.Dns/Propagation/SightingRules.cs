using Mooring.Core;

namespace Mooring.Dns.Propagation;

/// <summary>From a server's report to what it means for the values that are waited for. Pure.</summary>
internal static class SightingRules
{
    private const int ShownValues = 3;
    private const int ShownLength = 60;

    /// <summary>What an authoritative server means.</summary>
    public static (SightingState State, Text Says) OfServer(ServerReport report, IReadOnlyList<string> values) => report switch
    {
        { HasNoRoute: true } => (SightingState.NoRoute, new Text("cannot be reached over this family from here", "本机无法通过该地址族到达")),
        { Verdict: ServerVerdict.Referral, Reading: ReplyReading.Referral referral } => (SightingState.Old, new Text(
            $"refers to the servers of {referral.Zone}, where the record would have to stand", $"指向 {referral.Zone} 的服务器，记录应设在该区域")),
        { Verdict: ServerVerdict.Answer or ServerVerdict.NoData or ServerVerdict.NxDomain, Reading: { } reading } => OfStatement(reading, values),
        _ => (SightingState.Failed, Failure(report)),
    };

    /// <summary>What a resolver means.</summary>
    /// <param name="report">What it said.</param>
    /// <param name="values">What is waited for.</param>
    /// <param name="isBlind">Whether no authoritative server tells. Where those that answer are all right, what a resolver says otherwise comes from its cache.</param>
    public static (SightingState State, Text Says) OfResolver(ServerReport report, IReadOnlyList<string> values, bool isBlind)
    {
        if (report.Verdict is not (ServerVerdict.Answer or ServerVerdict.NoData or ServerVerdict.NxDomain) || report.Reading is not { } reading)
        {
            return (SightingState.Failed, Failure(report));
        }

        var (state, says) = OfStatement(reading, values);
        return state == SightingState.Right ? (state, says) : (state, isBlind ? Kept(says, Rest(reading)) : FromCache(says, Rest(reading)));
    }

    private static (SightingState State, Text Says) OfStatement(ReplyReading reading, IReadOnlyList<string> values)
    {
        var found = Values(reading);
        var missing = values.Count(value => !found.Contains(value, StringComparer.Ordinal));
        return missing == 0
            ? (SightingState.Right, new Text("answers all values", "已答复全部值"))
            : (SightingState.Old, Old(reading, missing, values.Count));
    }

    private static List<string> Values(ReplyReading reading) => reading is ReplyReading.Answer answer
        ? [.. answer.Records.Select(record => record.Data).OfType<TxtData>().Select(txt => txt.Text)]
        : [];

    private static Text Old(ReplyReading reading, int missing, int all) => reading switch
    {
        ReplyReading.Answer answer => Others(answer, missing, all),
        { Aliases: [.., { Data: var target }] } => new Text($"answers that the name is an alias of {target}, without the values", $"答复该名称是 {target} 的别名，其中没有所需的值"),
        ReplyReading.NxDomain => new Text("answers that there is no such name", "答复该域名不存在"),
        _ => new Text("answers that there is no TXT record", "答复没有 TXT 记录"),
    };

    private static Text Others(ReplyReading.Answer answer, int missing, int all)
    {
        var shown = string.Join(", ", answer.Records.Take(ShownValues).Select(record => Short(record.Data.ToString()!)));
        var more = answer.Records.Count > ShownValues ? ", …" : "";
        return new Text($"answers {shown}{more}; {missing} of {all} values missing", $"答复 {shown}{more}；缺少 {all} 个值中的 {missing} 个");
    }

    private static string Short(string data) => data.Length > ShownLength ? data[..ShownLength] + "…" : data;

    private static Text Failure(ServerReport report) => report switch
    {
        { Reading: ReplyReading.Error error } => new Text($"answers {error.Rcode.Mnemonic()}", $"答复 {error.Rcode.Mnemonic()}"),
        { Verdict: ServerVerdict.Timeout } => new Text("does not answer", "没有应答"),
        { Why: { } why } => new Text($"cannot be used: {why.English}", $"无法使用：{why.Chinese}"),
        _ => new Text("cannot be reached", "无法到达"),
    };

    /// <summary>How long a cache keeps it at most: what is left of the record, or of the SOA of a negative answer (RFC 2308 §5).</summary>
    private static int? Rest(ReplyReading reading) => reading switch
    {
        ReplyReading.Answer answer => answer.Records.Min(record => record.Ttl.Seconds),
        ReplyReading.NxDomain { Soa: { Data: SoaData soa } record } => (int)Math.Min(record.Ttl.Seconds, soa.Minimum),
        ReplyReading.NoData { Soa: { Data: SoaData soa } record } => (int)Math.Min(record.Ttl.Seconds, soa.Minimum),
        _ => null,
    };

    private static Text Kept(Text says, int? rest) => rest is { } seconds
        ? new Text($"{says.English}, and may go on saying so for {seconds} s", $"{says.Chinese}（可能还会这样答复 {seconds} 秒）")
        : says;

    private static Text FromCache(Text says, int? rest) => rest is { } seconds
        ? new Text($"{says.English}, from its cache for up to {seconds} s more", $"{says.Chinese}（来自其缓存，最多还会保留 {seconds} 秒）")
        : new Text($"{says.English}, from its cache", $"{says.Chinese}（来自其缓存）");
}
