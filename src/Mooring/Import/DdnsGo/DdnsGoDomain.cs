using Mooring.Configuration.Reading;
using Mooring.Configuration.Yaml;
using Mooring.Core;
using Mooring.Core.Addresses;

namespace Mooring.Import.DdnsGo;

/// <summary>An entry of ddns-go's <c>domains</c>: <c>name</c> or <c>sub:zone</c>, either with <c>?Key=Value&amp;…</c> for the API.</summary>
internal static class DdnsGoDomain
{
    /// <summary>The record that it stands for.</summary>
    public static DraftRecord Record(ScalarNode domain, string account, string address, IpFamily family, ScalarNode? ttl, Draft draft)
    {
        var text = domain.Text.Trim();
        var question = text.IndexOf('?', StringComparison.Ordinal);
        var name = question < 0 ? text : text[..question];
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        var zone = colon < 0 ? null : ZoneName.Of(domain, name[(colon + 1)..]);
        var parameters = question < 0 ? [] : Parameters(text[(question + 1)..]);
        ScalarNode? Take(params string[] keys) =>
            Array.Find(parameters, one => keys.Contains(one.Key, StringComparer.OrdinalIgnoreCase)) is { Key: not null } found ? Leaf.Literal(domain, found.Value) : null;

        return new DraftRecord(domain, account, Leaf.Literal(domain, FullName(name, colon)), family)
        {
            Sources = [Leaf.Of(domain, address)],
            Zone = zone,
            Line = Take("Line", "RecordLine", "RecordLineId"),
            Id = Take("RecordId"),
            Ttl = Take("TTL") ?? ttl,
            Notes = [.. parameters.Where(one => !IsTaken(one.Key)).Select(one => draft.Missed(domain, Unknown(one.Key)))],
        };
    }

    private static bool IsTaken(string key) => key.ToUpperInvariant() is "LINE" or "RECORDLINE" or "RECORDLINEID" or "RECORDID" or "TTL";

    private static string FullName(string name, int colon) =>
        colon < 0 ? name : name[..colon] is "" or "@" ? name[(colon + 1)..] : $"{name[..colon]}.{name[(colon + 1)..]}";

    private static (string Key, string Value)[] Parameters(string query) =>
        [.. query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).Select(pair => (pair[0], pair.Length > 1 ? Uri.UnescapeDataString(pair[1]) : ""))];

    private static Text Unknown(string key) => new(
        $"the parameter `{Expansion.Show(key)}`, which ddns-go sent along to the API", $"ddns-go 随请求发给 API 的参数 `{Expansion.Show(key)}`");
}
