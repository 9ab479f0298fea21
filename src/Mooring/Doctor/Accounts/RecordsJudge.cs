using Mooring.Core;
using Mooring.Core.Records;
using Mooring.Doctor.Network;
using Mooring.Engine.Updating;

namespace Mooring.Doctor.Accounts;

/// <summary>Judges what <c>plan</c> says of the records. Pure.</summary>
internal static class RecordsJudge
{
    private const int Shown = 5;

    /// <summary>Sets that entries of several accounts want where both write to the same zone: each undoes what the other does.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="providers">By account, its provider.</param>
    public static IEnumerable<Finding> Claims(RoundOutcome plan, IReadOnlyDictionary<string, string> providers) =>
        from change in plan.Changes
        where change.Zone is not null
        group change by (change.Name, change.Type, change.Line, change.Zone, Provider: providers[change.Account]) into same
        let accounts = same.Select(change => change.Account).Distinct(StringComparer.Ordinal).ToArray()
        where accounts.Length > 1
        select new Finding(
            FindingIds.RecordPlan, Severity.Warning, Name(same.First()),
            new Text(
                $"entries of several accounts want it, which see the same zone: {string.Join(", ", accounts)}. Each undoes what the other does",
                $"多个账号的条目都要求它，而它们看到的是同一个域名：{string.Join("、", accounts)}。它们会互相覆盖"),
            new Text("keep one of the entries under `records:`", "请在 `records:` 中只保留其中一个条目"));

    /// <summary>Zones whose records could not be listed, so that nothing can be planned there; a missing right is told with the others.</summary>
    public static IEnumerable<Finding> Unread(AccountFacts account) =>
        from listing in account.Listings
        where listing.Failure is not null && Causes.Of(listing.Failure).MissingRight is null
        select new Finding(
            FindingIds.RecordPlan, listing.Failure!.Fault == DnsFault.Throttled ? Severity.Warning : Severity.Fault, listing.Zone.Name.Describe(), listing.Failure.Text);

    /// <summary>One finding for each reason why sets cannot be as wanted, one for what the next update changes, one for all that is right.</summary>
    public static IEnumerable<Finding> Judge(RoundOutcome plan) =>
    [
        .. Failures(plan),
        .. Waiting([.. plan.Changes.Where(change => change.Outcome == ChangeOutcome.Planned)]),
        .. plan.Notes.Select(note => new Finding(FindingIds.RecordPlan, Severity.Hint, Records, note)),
        .. Right([.. plan.Changes.Where(change => change.Outcome == ChangeOutcome.Unchanged)]),
    ];

    private const string Records = "records";

    private static IEnumerable<Finding> Failures(RoundOutcome plan) =>
        from change in plan.Changes
        where change.Error is not null
        group change by (change.Error!.Message, change.Error.IsHeld) into same
        let names = Names([.. same])
        select new Finding(FindingIds.RecordPlan, same.Key.IsHeld ? Severity.Hint : Severity.Fault, names, Without(names, same.Key.Message))
        {
            Origins = same.All(change => change.Error!.Fault == "source") ? [new Origin(FindingIds.AddressSource)] : [],
        };

    /// <summary>The plan begins with the name, which is the subject here.</summary>
    private static Text Without(string name, Text message) =>
        message.English.StartsWith($"{name}: ", StringComparison.Ordinal) && message.Chinese.StartsWith($"{name}：", StringComparison.Ordinal)
            ? new Text(message.English[(name.Length + 2)..], message.Chinese[(name.Length + 1)..])
            : message;

    private static IEnumerable<Finding> Waiting(Change[] changes)
    {
        if (changes.Length > 0)
        {
            var what = changes is [var only] ? Step(only) : TextList.Clauses([.. changes.Take(Shown).Select(Told), .. changes.Length > Shown ? [Text.Same("…")] : Array.Empty<Text>()]);
            yield return new Finding(
                FindingIds.RecordPlan, Severity.Hint, Names(changes),
                new Text($"the next update changes: {what.English}", $"下次更新将更改：{what.Chinese}"),
                new Text("run `mooring update`, or wait for the daemon", "请运行 `mooring update`，或等待守护进程"));
        }
    }

    private static IEnumerable<Finding> Right(Change[] changes)
    {
        if (changes.Length > 0)
        {
            yield return Finding.Ok(FindingIds.RecordPlan, Names(changes), new Text("as wanted at the provider", "在服务商处符合期望"));
        }
    }

    private static Text Told(Change change) => new($"{Name(change)} {Step(change).English}", $"{Name(change)} {Step(change).Chinese}");

    private static Text Step(Change change) => (change.From.IsEmpty, change.To.IsEmpty) switch
    {
        (true, _) => new Text($"add {Values(change.To)}", $"新增 {Values(change.To)}"),
        (_, true) => new Text($"delete {Values(change.From)}", $"删除 {Values(change.From)}"),
        _ => Text.Same($"{Values(change.From)} -> {Values(change.To)}"),
    };

    private static string Values(IEnumerable<RecordValue> values) => string.Join(", ", values);

    private static string Names(Change[] changes)
    {
        var names = changes.Select(Name).Distinct(StringComparer.Ordinal).ToArray();
        return string.Join(", ", names.Take(Shown)) + (names.Length > Shown ? $", … ({names.Length})" : "");
    }

    private static string Name(Change change) => $"{change.Name.Describe()} {change.Type}";
}
