using System.Text;
using System.Text.Json;
using Mooring.Services;
using Mooring.Services.Launchd;
using Mooring.Services.Systemd;
using Mooring.Services.Windows;
using Mooring.Testing;
using Mooring.Tests.Cli;
using Mooring.Tests.Configuration;

namespace Mooring.Tests.Services;

/// <summary>What lies under <c>packaging/</c> to copy is what <c>service install</c> writes, and works.</summary>
public sealed class PackagingTests
{
    private static readonly ServiceSpec Linux = new()
    {
        Program = "/usr/local/bin/mooring", Configuration = "/etc/mooring/mooring.yaml", Credentials = ["/etc/mooring/alidns.secret"], LogFile = "/var/log/mooring.log",
    };

    private static readonly ServiceSpec Windows = new()
    {
        Program = @"C:\Program Files\Mooring\mooring.exe",
        Configuration = @"C:\ProgramData\Mooring\mooring.yaml",
        LogFile = @"C:\ProgramData\Mooring\mooring.log",
        Account = @"EXAMPLE\you",
    };

    private static readonly ServiceSpec WindowsUser = Windows with
    {
        Configuration = @"C:\Users\you\Mooring\mooring.yaml", LogFile = @"C:\Users\you\AppData\Local\Mooring\mooring.log",
    };

    /// <summary>The files and what makes them.</summary>
    private static readonly Dictionary<string, byte[]> Made = new(StringComparer.Ordinal)
    {
        ["packaging/systemd/mooring.service"] = Encoding.UTF8.GetBytes(UnitText.Daemon(Linux)),
        ["packaging/systemd/mooring-update.service"] = Encoding.UTF8.GetBytes(UnitText.Update(Linux)),
        ["packaging/systemd/mooring-update.timer"] = Encoding.UTF8.GetBytes(UnitText.Timer(Linux)),
        ["packaging/systemd/mooring-deploy.path"] = Encoding.UTF8.GetBytes(UnitText.DeployPath(Linux)),
        ["packaging/systemd/mooring-deploy.service"] = Encoding.UTF8.GetBytes(UnitText.Deploy(Linux)),
        ["packaging/windows/mooring-task.xml"] = TaskText.File("", TaskText.AtBoot(Windows)).Content,
        ["packaging/windows/mooring-user-task.xml"] = TaskText.File("", TaskText.AtLogon(WindowsUser)).Content,
        ["packaging/launchd/mooring.plist"] = Encoding.UTF8.GetBytes(LaunchdManager.Job(Linux with { Credentials = [] })),
    };

    public static TheoryData<string> Files() => [.. Made.Keys];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_to_copy_is_what_install_writes(string file)
    {
        var path = Path.Combine(Checkout.Root, file);

        if (!File.Exists(path) || !File.ReadAllBytes(path).AsSpan().SequenceEqual(Made[file]))
        {
            var copy = Path.Combine(AppContext.BaseDirectory, Path.GetFileName(file));
            File.WriteAllBytes(copy, Made[file]);
            Assert.Fail($"{file} is stale: look at {copy} and copy it there");
        }
    }

    [Fact]
    public void The_example_configuration_is_good()
    {
        var text = Checkout.Read("packaging/mooring.yaml").Replace("${file:/etc/mooring/alidns.secret}", "${env:ALIDNS_SECRET}", StringComparison.Ordinal);

        Assert.Empty(Sample.Read(text).Problems.Select(problem => problem.Message.English));
    }

    [Theory]
    [InlineData("packaging/ddns.conf")]
    [InlineData("packaging/config.json")]
    public async Task The_examples_of_other_tools_are_understood(string file)
    {
        var imported = await Run.Async("import", Path.Combine(Checkout.Root, file), "--language", "en");

        Assert.Equal(0, imported.Code);
        Assert.Contains("accounts:", imported.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_example_in_the_form_of_aliyun_ddns_client_runs_as_it_is()
    {
        var checkedIt = await Run.Async("check", Path.Combine(Checkout.Root, "packaging/ddns.conf"), "--language", "en", "--output", "json");

        Assert.Equal(0, checkedIt.Code);
        Assert.Empty(JsonDocument.Parse(checkedIt.Output).RootElement.GetProperty("errors").EnumerateArray());
    }

    [Fact]
    public void The_container_is_built_of_what_is_there_and_does_not_run_as_root()
    {
        var lines = Checkout.Read("packaging/Dockerfile").Split('\n');
        var sent = Checkout.Read("packaging/Dockerfile.dockerignore").Split('\n').Where(line => line.StartsWith('!')).Select(line => line[1..]);

        Assert.All(sent, path => Assert.True(Path.Exists(Path.Combine(Checkout.Root, path)), path));
        Assert.True(Array.IndexOf(lines, "USER mooring") > Array.FindLastIndex(lines, line => line.StartsWith("RUN", StringComparison.Ordinal)));
        Assert.DoesNotContain(lines, line => line.EndsWith(":latest", StringComparison.Ordinal));
        Assert.All(["ca-certificates", "tzdata"], package => Assert.Contains(lines, line => line.Contains(package, StringComparison.Ordinal)));
        Assert.Contains(lines, line => line.StartsWith("HEALTHCHECK", StringComparison.Ordinal) && line.EndsWith("[\"/usr/local/bin/mooring\", \"service\", \"status\"]", StringComparison.Ordinal));
        Assert.Contains("network_mode: host", Checkout.Read("packaging/compose.yaml"), StringComparison.Ordinal);
        Assert.Contains("dockerfile: packaging/Dockerfile\n", Checkout.Read("packaging/compose.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_container_holds_a_program_for_its_own_processor()
    {
        var lines = Checkout.Read("packaging/Dockerfile").Split('\n');

        Assert.True(Array.IndexOf(lines, "ARG TARGETARCH") > Array.FindIndex(lines, line => line.StartsWith("FROM --platform=$BUILDPLATFORM ", StringComparison.Ordinal)));
        Assert.Contains("-a $TARGETARCH", Assert.Single(lines, line => line.StartsWith("RUN dotnet publish", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.StartsWith("FROM debian:", Array.FindLast(lines, line => line.StartsWith("FROM", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_crontab_line_is_the_one_of_the_manual() =>
        Assert.Contains(Checkout.Read("packaging/cron/mooring").Split('\n')[1], Checkout.Read("docs/running.md"), StringComparison.Ordinal);
}
