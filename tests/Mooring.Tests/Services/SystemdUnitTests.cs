using Mooring.Core;
using Mooring.Services;
using Mooring.Services.Systemd;
using Mooring.Testing;

namespace Mooring.Tests.Services;

/// <summary>systemd's own judgement of the units.</summary>
public sealed class SystemdUnitTests : IDisposable
{
    private static readonly PeerProgram Analyze = new("systemd-analyze", "systemd");

    private readonly string directory = Directory.CreateTempSubdirectory("mooring-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("plain")]
    [InlineData("strange")]
    public async Task The_units_are_free_of_faults(string kind)
    {
        // Verified is also that the program exists, so another one stands for it.
        var program = kind == "plain" ? "/bin/true" : Path.Combine(directory, "a 100% odd name");
        if (kind == "strange")
        {
            File.Copy("/bin/true", program);
        }

        var spec = new ServiceSpec { Program = program, Configuration = "/etc/mooring/my \"own\" $1.yaml", Language = Language.Chinese, Credentials = ["/etc/mooring/50%.secret"] };
        string[] units = [Unit("mooring.service", UnitText.Daemon(spec)), Unit("mooring-update.service", UnitText.Update(spec)), Unit("mooring-update.timer", UnitText.Timer(spec))];

        var judged = await RunAsync(["verify", .. units]);

        Assert.Equal("", judged.Errors);
        Assert.Equal(0, judged.ExitCode);
        Assert.Equal([program, "run", "--config", "/etc/mooring/my \"own\" $1.yaml", "--language", "zh"], UnitText.Words(UnitText.CommandLine([program, .. spec.Arguments("run")])));
    }

    [Fact]
    public async Task The_units_that_deploy_are_free_of_faults_and_run_what_the_page_says()
    {
        var service = Checkout.Read("packaging/systemd/mooring-deploy.service");
        string[] units =
        [
            Unit("mooring-deploy.service", service.Replace("/usr/local/bin/mooring", "/bin/true", StringComparison.Ordinal)),
            Unit("mooring-deploy.path", Checkout.Read("packaging/systemd/mooring-deploy.path")),
        ];

        var judged = await RunAsync(["verify", .. units]);

        Assert.Equal("", judged.Errors);
        Assert.Contains("ExecStart=/usr/local/bin/mooring cert export --deploy --pending ", service, StringComparison.Ordinal);
        Assert.Contains("`mooring cert export --deploy --pending`", Checkout.Read("docs/deployment.md"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("packaging/systemd/mooring.service")]
    [InlineData("packaging/systemd/mooring-update.service")]
    public async Task A_unit_leaves_little_to_an_intruder(string unit)
    {
        var judged = await RunAsync(["security", "--offline=true", "--threshold=20", Path.Combine(Checkout.Root, unit)]);

        // The threshold is ten times the exposure: 2.0.
        Assert.Contains("Overall exposure level", judged.Output, StringComparison.Ordinal);
        Assert.Equal(0, judged.ExitCode);
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);

    private string Unit(string name, string text)
    {
        var path = Path.Combine(directory, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static async Task<PeerOutput> RunAsync(string[] arguments)
    {
        var output = await Analyze.RunAsync(arguments, Cancellation);
        Assert.SkipUnless(output is not null || PeerProgram.MustBeThere, Analyze.Missing);
        return output!;
    }
}
