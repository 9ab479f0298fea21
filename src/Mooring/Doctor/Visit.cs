using Mooring.Core;

namespace Mooring.Doctor;

/// <summary>Runs examinations side by side, each within its time, and reports them in their order.</summary>
/// <param name="examinations">What to look at.</param>
/// <param name="limit">How long one may take.</param>
internal sealed class Visit(IReadOnlyList<IExamination> examinations, TimeSpan limit)
{
    /// <summary>The findings of all.</summary>
    /// <param name="patient">What to look at.</param>
    /// <param name="progress">Told the name of each examination that is still under way.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<Finding>> RunAsync(Patient patient, Action<Text> progress, CancellationToken cancellation)
    {
        var running = examinations.Select(examination => (examination.Name, Findings: ExamineAsync(examination, patient, cancellation))).ToArray();
        var findings = new List<Finding>();
        foreach (var (name, examined) in running)
        {
            progress(name);
            findings.AddRange(await examined);
        }

        return Origin.TellOnce(findings);
    }

    private async Task<IReadOnlyList<Finding>> ExamineAsync(IExamination examination, Patient patient, CancellationToken cancellation)
    {
        using var inTime = new CancellationTokenSource(limit, patient.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(inTime.Token, cancellation);
        try
        {
            return await examination.ExamineAsync(patient, either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return [TookTooLong(examination.Name)];
        }
    }

    private Finding TookTooLong(Text name) => new(
        FindingIds.DoctorTime,
        Severity.Warning,
        "doctor",
        new Text(
            $"{name.English}: not told within {limit.TotalSeconds:0} s, so nothing is known of it",
            $"{name.Chinese}：{limit.TotalSeconds:0} 秒内没有结果，情况未知"),
        new Text("run `mooring doctor --log-level debug` to see what it waits for", "运行 `mooring doctor --log-level debug` 查看它在等待什么"));
}
