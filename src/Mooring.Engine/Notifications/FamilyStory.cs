using Mooring.Core;
using Mooring.Core.Addresses;
using Mooring.Engine.Updating;

namespace Mooring.Engine.Notifications;

/// <summary>What became of one family in a round, in ddns-go's words. Pure.</summary>
internal static class FamilyStory
{
    private static readonly Text Unchanged = new("unchanged", "未改变");
    private static readonly Text Failed = new("failed", "失败");
    private static readonly Text Success = new("success", "成功");

    /// <summary>The story of A or AAAA.</summary>
    public static FamilyNews Of(RoundNews news, string type, Language language)
    {
        var changes = news.Changes.Where(change => change.Type.Name == type).ToArray();
        var result = Array.Exists(changes, change => change.Error is not null) ? Failed
            : Array.Exists(changes, change => change.Outcome == ChangeOutcome.Applied) ? Success : Unchanged;
        var address = news.Addresses.FirstOrDefault(answer => answer.Family.RecordType().Name == type && answer.Answer.Value is not null)?.Answer.Value;
        return new FamilyNews(
            address?.ToString() ?? "", result.In(language), string.Join(',', changes.Select(change => change.Name.Describe()).Distinct(StringComparer.Ordinal)));
    }
}
