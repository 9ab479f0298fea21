using Mooring.Core;
using Mooring.Rounds;
using Mooring.Telling;

namespace Mooring.Cli.Output;

/// <summary>A round for people: a line for each record, then what it comes to.</summary>
internal static class OutcomeText
{
    /// <summary>Writes the report.</summary>
    /// <param name="output">Standard output.</param>
    /// <param name="report">The round.</param>
    public static void Write(ResultWriter output, RoundReport report)
    {
        foreach (var change in report.Outcome.Changes)
        {
            output.Line(ChangeText.Describe(change, output.Paint));
        }

        output.Line(Summary(report));
    }

    private static Text Summary(RoundReport report)
    {
        var s = RoundSummary.Of(report.Outcome);
        var calls = ChangeText.Calls(report.ApiCalls);
        var (partly, partlyChinese) = report.Outcome.IsPartial ? ("partial: ", "部分完成：") : ("", "");
        return report.IsPlan
            ? new Text(
                $"{s.Added} to add, {s.Updated} to update, {s.Deleted} to delete, {s.Unchanged} unchanged, {s.Skipped} skipped, {s.Failed} failed; {calls.English}",
                $"待添加 {s.Added}，待更新 {s.Updated}，待删除 {s.Deleted}，未变 {s.Unchanged}，跳过 {s.Skipped}，失败 {s.Failed}；{calls.Chinese}")
            : new Text(
                $"{partly}{s.Added} added, {s.Updated} updated, {s.Deleted} deleted, {s.Unchanged} unchanged, {s.Skipped} skipped, {s.Failed} failed; {calls.English}",
                $"{partlyChinese}添加 {s.Added}，更新 {s.Updated}，删除 {s.Deleted}，未变 {s.Unchanged}，跳过 {s.Skipped}，失败 {s.Failed}；{calls.Chinese}");
    }
}
