using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Engine.Issuing.Challenges;

namespace Mooring.Hooks;

/// <summary>The one line with which a hook tells what it did.</summary>
internal static class HookTexts
{
    private const int MostIds = 20;

    /// <summary>A value stands in its zone.</summary>
    public static Text Published(PublishedChallenge published, HookWitness witness)
    {
        var record = published.RecordId is { } id ? $"record {Printable.Of(id)}" : "record";
        return witness.Added.Count > 0
            ? new Text(
                $"added {published.Name} TXT in {published.Zone}: {record}{Requests(witness)}",
                $"已在 {published.Zone} 添加 {published.Name} TXT：{record}{Requests(witness)}")
            : published.IsManual
            ? new Text($"{published.Name} TXT is to be added by hand in {published.Zone}", $"{published.Name} TXT 需在 {published.Zone} 中手动添加")
            : new Text(
                $"kept {published.Name} TXT in {published.Zone}, which is there already: {record}",
                $"{published.Zone} 中已有 {published.Name} TXT，保持不变：{record}");
    }

    /// <summary>What a clean-up removed and what it left.</summary>
    public static Text CleanedUp(DomainName domain, HookWitness witness)
    {
        var others = Ids([.. witness.Others.Select(record => record.Id)]);
        var left = others.Length == 0 ? new Text("", "") : new Text($"; left alone, not of this challenge: {others}", $"；保留不属于此次验证的记录：{others}");
        return witness.Deleted.Count > 0
            ? new Text(
                $"deleted the challenge of {domain}: record {Ids(witness.Deleted)}{Requests(witness)}{left.English}",
                $"已删除 {domain} 的验证记录：record {Ids(witness.Deleted)}{Requests(witness)}{left.Chinese}")
            : new Text(
                $"nothing to delete for {domain}, its challenge is gone already{left.English}",
                $"{domain} 没有需要删除的验证记录，已不存在{left.Chinese}");
    }

    /// <summary>Why a hook failed, with the code and the request's id where the host gave them.</summary>
    public static Text Failed(ChallengeException e)
    {
        string[] facts = [.. new[] { e.Code is { } code ? $"code {code}" : null, e.RequestId is { } id ? $"RequestId {id}" : null }.OfType<string>()
            .Where(fact => !e.Message.Contains(fact.Split(' ')[1], StringComparison.Ordinal))];
        return facts.Length == 0 ? e.Text : new Text($"{e.Text.English} ({string.Join(", ", facts)})", $"{e.Text.Chinese}（{string.Join("，", facts)}）");
    }

    private static string Requests(HookWitness witness) => witness.Requests.Count == 0 ? "" : $", RequestId {string.Join(' ', witness.Requests.Select(Printable.Of))}";

    private static string Ids(IReadOnlyList<string> ids) =>
        string.Join(' ', ids.Take(MostIds).Select(Printable.Of)) + (ids.Count > MostIds ? " …" : "");
}
