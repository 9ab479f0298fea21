using System.Collections.Immutable;
using System.Globalization;

namespace Mooring.Core.Certificates;

/// <summary>What this machine drew from an authority's limits, so that it refuses before the authority does.</summary>
/// <remarks>
/// A token bucket in one number: when it will be full again (the "virtual scheduling" form of the generic cell rate algorithm,
/// ITU-T I.371). An instant that no use could have left behind, as after a clock that ran years ahead, is not believed. It counts
/// what this machine did alone: others may share the account or the domain.
/// </remarks>
/// <param name="Version">Format of the document.</param>
/// <param name="FullAt">By bucket, when it is full again; a full one has no entry.</param>
public sealed record IssuanceLedger(int Version, ImmutableSortedDictionary<string, DateTimeOffset> FullAt)
{
    /// <summary>Nothing was drawn.</summary>
    public static readonly IssuanceLedger Empty = new(1, ImmutableSortedDictionary.Create<string, DateTimeOffset>(StringComparer.Ordinal));

    /// <summary>The limit that forbids to draw these tokens now; the one that does so for longest. Null when all may be drawn.</summary>
    public LedgerRefusal? Judge(IssuanceLimits limits, IEnumerable<LimitUse> uses, DateTimeOffset now) => uses
        .GroupBy(use => use)
        .Select(same => limits.Find(same.Key.Kind) is { } limit ? Judge(limit, same.Key, same.Count(), now) : null)
        .OfType<LedgerRefusal>()
        .MaxBy(refusal => refusal.Until);

    /// <summary>The ledger after these tokens were drawn, whether or not they were free: what happened is noted.</summary>
    public IssuanceLedger Take(IssuanceLimits limits, IEnumerable<LimitUse> uses, DateTimeOffset now)
    {
        var after = FullAt.RemoveRange(FullAt.Where(bucket => bucket.Value <= now).Select(bucket => bucket.Key));
        foreach (var use in uses)
        {
            if (limits.Find(use.Kind) is { } limit)
            {
                var (full, empty) = (Full(after, limit, use, now) + limit.Refill, now + limit.Refill * limit.Most);
                after = after.SetItem(use.Key, full < empty ? full : empty);
            }
        }

        return this with { FullAt = after };
    }

    /// <summary>The ledger after a success set a bucket back.</summary>
    public IssuanceLedger Reset(LimitUse use) => FullAt.ContainsKey(use.Key) ? this with { FullAt = FullAt.Remove(use.Key) } : this;

    private LedgerRefusal? Judge(IssuanceLimit limit, LimitUse use, int count, DateTimeOffset now)
    {
        var free = Full(FullAt, limit, use, now) - limit.Refill * (limit.Most - count);
        return free > now ? new LedgerRefusal(limit, use.Subject, free) : null;
    }

    /// <summary>When the bucket is full again; now where it is, or where its entry cannot be true: emptier than empty, by more than a clock's small step back.</summary>
    private static DateTimeOffset Full(ImmutableSortedDictionary<string, DateTimeOffset> fullAt, IssuanceLimit limit, LimitUse use, DateTimeOffset now) =>
        fullAt.TryGetValue(use.Key, out var at) && at > now && at - now <= limit.Refill * (limit.Most + 1) ? at : now;
}

/// <summary>A limit that is used up.</summary>
/// <param name="Limit">Which.</param>
/// <param name="Subject">Whose.</param>
/// <param name="Until">When a token is free again.</param>
public sealed record LedgerRefusal(IssuanceLimit Limit, string Subject, DateTimeOffset Until)
{
    /// <summary>Which limit, and until when, for people.</summary>
    public Text Text
    {
        get
        {
            var until = Until.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            var (english, chinese) = What;
            return new Text(
                $"the authority allows {Limit.Most} {english}, which this machine has used up; the next one is free at {until}",
                $"颁发机构限定{chinese} {Limit.Most} 次，本机已用完；下一次可在 {until} 之后");
        }
    }

    private (string English, string Chinese) What => Limit.Kind switch
    {
        LimitKind.Accounts => ("new accounts from one address", "同一地址新建账号"),
        LimitKind.Orders => ("orders of one account", "同一账号下单"),
        LimitKind.Certificates => ($"certificates for {Subject}", $"{Subject} 的证书签发"),
        LimitKind.SameNames => ($"certificates for exactly {Shorten(Subject)}", $"域名组合 {Shorten(Subject)} 的证书签发"),
        LimitKind.Failures => ($"failed validations of {Name} in a short time", $"{Name} 短时间内验证失败"),
        LimitKind.ConsecutiveFailures => ($"failed validations of {Name} in a row", $"{Name} 连续验证失败"),
        _ => throw new InvalidOperationException($"no such limit: {Limit.Kind}"),
    };

    private string Name => Subject[(Subject.LastIndexOf(' ') + 1)..];

    private static string Shorten(string names) => names.Split(',') is { Length: > 3 } many ? $"{string.Join(", ", many.Take(3))}, …" : names.Replace(",", ", ", StringComparison.Ordinal);
}
