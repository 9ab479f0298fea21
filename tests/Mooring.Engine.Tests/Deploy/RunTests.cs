using Mooring.Core;
using Mooring.Core.Certificates;
using Mooring.Engine.Deploy;
using Mooring.Engine.Issuing.Keeping;
using Mooring.Engine.Sources.Command;
using Mooring.Engine.Tests.Issuing;
using Mooring.Engine.Tests.Store;
using Mooring.Testing;

namespace Mooring.Engine.Tests.Deploy;

/// <summary>The step <c>run</c>.</summary>
public sealed class RunTests : IDisposable
{
    private readonly TemporaryDirectory place = new();
    private readonly TestAuthority authority = new(Sample.Now);
    private readonly ManualClock clock = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        authority.Dispose();
        place.Dispose();
    }

    [Fact]
    public async Task Tells_the_program_what_was_deployed_and_reports_what_it_says()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the program is a shell's");
        CertificateKeyKind[] pair = [CertificateKeyKind.EcdsaP256, CertificateKeyKind.Rsa2048];
        DeployStep[] steps =
        [
            new DeployStep.Files(place.Below("tls"), FileLayout.Live),
            new DeployStep.Run(["sh", "-c", """
                echo "$MOORING_CERTIFICATE|$MOORING_KEY_TYPES|$MOORING_DOMAINS|$MOORING_NOT_AFTER|$MOORING_ISSUER"
                cmp "$MOORING_FULLCHAIN" "$MOORING_FULLCHAIN_ECDSA"; cat "$MOORING_PRIVKEY_RSA" >/dev/null && echo "$MOORING_PRIVKEY_RSA" >&2
                """]),
        ];

        var report = await new Deployer(new ProcessRunner(TimeProvider.System), clock)
            .DeployAsync(new DeploySpec("example", pair, steps), [await IssueAsync(pair[0]), await IssueAsync(pair[1])], Cancellation);

        Assert.True(report.Succeeded, report.Error?.English);
        Assert.Equal(
            $"example|ecdsa-p256 rsa-2048|example.com *.example.com|2026-05-30T12:00:00Z|letsencrypt\n{place.Below("tls/example-rsa/privkey.pem")}\n",
            report.Steps[1].Output);
    }

    [Fact]
    public async Task Tries_a_program_that_fails_again_and_leaves_the_rest_when_it_goes_on_failing()
    {
        var runner = new Scripted(new CommandResult.Finished(1, "busy\n"u8.ToArray()), new CommandResult.TimedOut(), new CommandResult.Finished(3, ReadOnlyMemory<byte>.Empty) { Errors = "no such unit\n"u8.ToArray() });
        DeployStep[] steps = [new DeployStep.Run(["reload", "--password=x"]), new DeployStep.Run(["never"])];

        var deploying = DeployAsync(runner, steps);
        await clock.WaitForTimersAsync(1, Cancellation);
        clock.Advance(TimeSpan.FromSeconds(2));
        await clock.WaitForTimersAsync(1, Cancellation);
        clock.Advance(TimeSpan.FromSeconds(10));
        var report = await deploying;

        Assert.Equal(3, runner.Calls);
        Assert.Equal(new Text("the command reload: exit code 3 (no such unit)", "命令 reload：退出码 3 (no such unit)"), report.Error);
        Assert.Single(report.Steps);
    }

    [Fact]
    public async Task Is_content_with_a_later_success()
    {
        var runner = new Scripted(new CommandResult.Finished(1, "busy"u8.ToArray()), new CommandResult.Finished(0, ReadOnlyMemory<byte>.Empty));

        var deploying = DeployAsync(runner, new DeployStep.Run(["reload"]) { Timeout = TimeSpan.FromSeconds(7) });
        await clock.WaitForTimersAsync(1, Cancellation);
        clock.Advance(TimeSpan.FromSeconds(2));

        Assert.True((await deploying).Succeeded);
        Assert.Equal(TimeSpan.FromSeconds(7), runner.Last?.Timeout);
    }

    [Fact]
    public async Task Says_that_a_program_did_not_end()
    {
        var report = await DeployAsync(new Scripted(new CommandResult.TimedOut()), new DeployStep.Run(["reload"]) { Attempts = 1 });

        Assert.Equal("the command reload: no end after 60 s, so it was stopped", report.Error?.English);
    }

    [Fact]
    public async Task Tries_a_program_that_is_not_there_once()
    {
        var report = await DeployAsync(new Scripted(new CommandResult.NotStarted(Text.Same("no such program"))), new DeployStep.Run(["reload"]));

        Assert.Equal("the command reload: no such program", report.Error?.English);
    }

    private async Task<DeployReport> DeployAsync(ICommandRunner runner, params DeployStep[] steps) =>
        await new Deployer(runner, clock).DeployAsync(
            new DeploySpec("example", [CertificateKeyKind.EcdsaP256], steps), [await IssueAsync(CertificateKeyKind.EcdsaP256)], Cancellation);

    private Task<StoredCertificate> IssueAsync(CertificateKeyKind kind) =>
        new CertificateStore(place.Below("state"), TimeProvider.System, _ => { }).AddAsync(Sample.Issue(authority, kind: kind), Cancellation);

    private sealed class Scripted(params CommandResult[] results) : ICommandRunner
    {
        public int Calls { get; private set; }

        public ProgramCall? Last { get; private set; }

        public Task<CommandResult> RunAsync(ProgramCall call, CancellationToken cancellation)
        {
            Last = call;
            return Task.FromResult(results[Calls++]);
        }
    }
}
