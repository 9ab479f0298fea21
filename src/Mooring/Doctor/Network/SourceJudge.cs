using Mooring.Core;

namespace Mooring.Doctor.Network;

/// <summary>Judges what the configured sources told. Pure.</summary>
internal static class SourceJudge
{
    /// <summary>One finding for each source.</summary>
    public static IEnumerable<Finding> Judge(AddressFacts facts) => facts.Sources.Select(Judge);

    private static Finding Judge(SourceFacts source) => source.Answer.Answer switch
    {
        { Value: { } address, Unsteady: null } answer => Finding.Ok(
            FindingIds.AddressSource, source.Answer.Source, answer.How is { } how ? new Text($"{address} ({how.English})", $"{address}（{how.Chinese}）") : Text.Same(address.ToString())),
        { Unsteady: { } unsteady } => Bad(source, Severity.Warning, unsteady),
        var answer => Bad(source, source.IsUsed ? Severity.Fault : Severity.Hint, answer.Error!),
    };

    private static Finding Bad(SourceFacts source, Severity severity, Text why) => new(
        FindingIds.AddressSource,
        source.IsUsed ? severity : Severity.Hint,
        source.Answer.Source,
        why,
        source.IsUsed
            ? new Text("what is published stays meanwhile; `mooring addresses` shows everything that was seen and refused", "已发布的内容保持不变；`mooring addresses` 可查看全部结果和被拒绝的地址")
            : new Text("no record uses it", "没有记录使用它"));
}
