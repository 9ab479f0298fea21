using Mooring.Core;
using Mooring.Dns.Propagation;
using Mooring.Engine.Issuing.Challenges;

namespace Mooring.Engine.Issuing.Ordering;

/// <summary>What a person does at zones without an API, in words. Pure.</summary>
internal static class ByHand
{
    /// <summary>What to add, where somebody waits for it.</summary>
    public static Text Add(PublishedChallenge one) => new(
        $"add at the DNS host of {one.Zone}: {Record(one)}; beside what is there already. It is waited for",
        $"请在 {one.Zone} 的 DNS 服务商处添加：{Record(one)}；已有的记录请保留。正在等待其生效");

    /// <summary>What to delete, once the authority has looked.</summary>
    public static Text Delete(PublishedChallenge one) => new(
        $"no longer needed, delete it at the DNS host of {one.Zone}: {Record(one)}",
        $"已不再需要，请在 {one.Zone} 的 DNS 服务商处删除：{Record(one)}");

    /// <summary>What to do with it after a run that ended before the authority looked: an order that is gone on with has the same values.</summary>
    public static Text Keep(PublishedChallenge one) => new(
        $"the authority has not looked yet, so leave it: {Record(one)}; the next run goes on with it, or asks for another in its place",
        $"颁发机构尚未验证，请保留：{Record(one)}；下次运行会继续使用，或要求另一个值来代替");

    /// <summary>What is missing, where nobody waits.</summary>
    public static Text Needed(IReadOnlyCollection<PublishedChallenge> missing)
    {
        var zones = missing.Select(one => one.Zone.Describe()).Distinct(StringComparer.Ordinal).ToArray();
        return new Text(
            $"{string.Join(", ", zones)}: edited by hand (provider: manual). Add there, beside what is there already: {string.Join(", ", missing.Select(Record))}. "
            + "It is looked for again by itself; `mooring cert issue` waits for it",
            $"{string.Join("、", zones)}：由人手动编辑（provider: manual）。请在其 DNS 服务商处添加（已有的记录请保留）：{string.Join("，", missing.Select(Record))}。"
            + "之后会自动再次查看；`mooring cert issue` 会等待其生效");
    }

    /// <summary>Those of zones without an API that are not seen.</summary>
    public static PublishedChallenge[] Missing(IEnumerable<PublishedChallenge> published, PropagationReport report) =>
        [.. published.Where(one => one.IsManual && !report.Names.Any(name => name.IsReached && name.Expected.Name == one.Name))];

    private static string Record(PublishedChallenge one) => $"{one.Name} TXT \"{one.Challenge.Value}\"";
}
