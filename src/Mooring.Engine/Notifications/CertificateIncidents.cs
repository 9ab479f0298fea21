using System.Collections.Immutable;
using Mooring.Core;
using Mooring.Core.Certificates;
using Mooring.Engine.Issuing.Ordering;
using Mooring.Http;

namespace Mooring.Engine.Notifications;

/// <summary>From rounds of certificates to messages: one for a new certificate, one when something begins, one when it ends. Pure.</summary>
/// <param name="host">This machine's name.</param>
/// <param name="language">The reader's.</param>
public sealed class CertificateIncidents(string host, Language language)
{
    /// <summary>What their keys begin with; no entry's does.</summary>
    internal const string Prefix = "certificate ";

    private static readonly RoundNews NoRound = new([], [], IsWhole: false, IsClockMeasured: false, null);

    /// <summary>The incidents that go on after a round, and what is to be told of it.</summary>
    /// <param name="open">Since when what goes on; those of others stay.</param>
    /// <param name="outcomes">What became of each certificate.</param>
    /// <param name="at">When the round ended.</param>
    public (ImmutableDictionary<string, DateTimeOffset> Open, ImmutableArray<Notice> Notices) After(
        ImmutableDictionary<string, DateTimeOffset> open, IReadOnlyList<CertificateOutcome> outcomes, DateTimeOffset at)
    {
        var (notices, going) = (ImmutableArray.CreateBuilder<Notice>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var outcome in outcomes)
        {
            if (outcome.IsNew)
            {
                notices.Add(Make("changed", at, Issued(outcome)));
            }

            Judge($"{Prefix}{outcome.Wish}", "failed", outcome.Error is { } why ? Failed(outcome, why) : null);
            Judge($"{Prefix}{outcome.Wish} expiring", "expiring", IsExpiring(outcome, at) ? Expiring(outcome) : null);
        }

        return (open.RemoveRange([.. open.Keys.Where(key => key.StartsWith(Prefix, StringComparison.Ordinal) && !going.Contains(key))])
            .AddRange(going.Where(key => !open.ContainsKey(key)).Select(key => KeyValuePair.Create(key, at))), notices.ToImmutable());

        void Judge(string key, string kind, Text? story)
        {
            if (story is not null)
            {
                going.Add(key);
                if (!open.ContainsKey(key))
                {
                    notices.Add(Make(kind, at, story));
                }
            }
            else if (kind == "failed" && open.TryGetValue(key, out var since))
            {
                notices.Add(Make("recovered", at, Recovered(key, at - since)));
            }
        }
    }

    private static bool IsExpiring(CertificateOutcome outcome, DateTimeOffset at) =>
        outcome.Certificate is { } certificate && RenewalRule.IsAlarming(certificate.Validity, at);

    private static Text Issued(CertificateOutcome outcome) => new(
        $"certificate {outcome.Wish}: issued by {outcome.Certificate!.Origin.Issuer}, valid until {Until(outcome)} UTC",
        $"证书 {outcome.Wish}：已由 {outcome.Certificate.Origin.Issuer} 签发，有效期至 {Until(outcome)} UTC");

    private static Text Failed(CertificateOutcome outcome, Text why) => new(
        $"certificate {outcome.Wish}: failed: {why.English}", $"证书 {outcome.Wish}：失败：{why.Chinese}");

    private static Text Expiring(CertificateOutcome outcome) => new(
        $"certificate {outcome.Wish} runs out at {Until(outcome)} UTC and could not be renewed: {outcome.Error?.English ?? "see `mooring cert list`"}",
        $"证书 {outcome.Wish} 将于 {Until(outcome)} UTC 到期，尚未能续期：{outcome.Error?.Chinese ?? "请查看 `mooring cert list`"}");

    private static Text Recovered(string key, TimeSpan after)
    {
        var (what, span) = (key[Prefix.Length..], SpanText.Describe(after));
        return new Text($"certificate {what}: works again after {span.English}", $"证书 {what}：{span.Chinese}后恢复");
    }

    private static string Until(CertificateOutcome outcome) => outcome.Certificate!.Validity.NotAfter.UtcDateTime.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    private Notice Make(string kind, DateTimeOffset at, Text story)
    {
        var text = Printable.Of($"Mooring {host}: {story.In(language)}");
        return new Notice(kind, at, host, text, text, FamilyStory.Of(NoRound, "A", language), FamilyStory.Of(NoRound, "AAAA", language));
    }
}
