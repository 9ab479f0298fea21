using Mooring.Core;
using Mooring.Doctor;
using Mooring.Testing;
using Mooring.Tests.Cli;

namespace Mooring.Tests.Doctor;

/// <summary>How examinations are run.</summary>
public sealed class VisitTests
{
    private readonly ManualClock clock = new();

    [Fact]
    public async Task Findings_come_in_the_order_of_the_examinations_whoever_ends_first()
    {
        var slow = new TaskCompletionSource<IReadOnlyList<Finding>>();
        var visit = new Visit([new Scripted("the first", _ => slow.Task), new Scripted("the second", _ => Found("second"))], TimeSpan.FromSeconds(10));

        var examined = visit.RunAsync(Patient, _ => { }, TestContext.Current.CancellationToken);
        slow.SetResult([Finding.Ok("first", "subject", Text.Same("good"))]);

        Assert.Equal(["first", "second"], (await examined).Select(finding => finding.Id));
    }

    [Fact]
    public async Task What_does_not_end_in_time_is_a_warning_and_holds_nobody_else_up()
    {
        var visit = new Visit([new Scripted("the clock", Never), new Scripted("the rest", _ => Found("rest"))], TimeSpan.FromSeconds(10));

        var examined = visit.RunAsync(Patient, _ => { }, TestContext.Current.CancellationToken);
        clock.Advance(TimeSpan.FromSeconds(10));
        var findings = await examined;

        Assert.Equal(["doctor.time", "rest"], findings.Select(finding => finding.Id));
        Assert.Equal(Severity.Warning, findings[0].Severity);
        Assert.Equal("the clock: not told within 10 s, so nothing is known of it", findings[0].Message.English);
    }

    private Patient Patient => new() { Configuration = null, Installation = null, Environment = Run.Nowhere, Time = clock };

    private static Task<IReadOnlyList<Finding>> Found(string id) =>
        Task.FromResult<IReadOnlyList<Finding>>([Finding.Ok(id, "subject", Text.Same("good"))]);

    private static Task<IReadOnlyList<Finding>> Never(CancellationToken cancellation) =>
        new TaskCompletionSource<IReadOnlyList<Finding>>().Task.WaitAsync(cancellation);

    private sealed class Scripted(string name, Func<CancellationToken, Task<IReadOnlyList<Finding>>> examine) : IExamination
    {
        public Text Name => Text.Same(name);

        public Task<IReadOnlyList<Finding>> ExamineAsync(Patient patient, CancellationToken cancellation) => examine(cancellation);
    }
}
