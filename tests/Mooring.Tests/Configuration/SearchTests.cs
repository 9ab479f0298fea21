using Mooring.Configuration;
using Mooring.Testing;
using Mooring.Tests.Cli;

namespace Mooring.Tests.Configuration;

public sealed class SearchTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("mooring-search-").FullName;
    private readonly ProcessEnvironment environment;

    public SearchTests()
    {
        Directory.CreateDirectory(Here);
        Directory.CreateDirectory(Path.Combine(root, "etc", "mooring"));
        environment = Run.Nowhere with { WorkingDirectory = Here, SystemDirectory = Path.Combine(root, "etc") };
    }

    private string Here => Path.Combine(root, "here");

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void The_option_wins_even_where_its_file_is_missing()
    {
        Write("here/mooring.yaml");

        var found = ConfigurationSearch.Find("elsewhere.yaml", With("MOORING_CONFIG", "/etc/x.yaml"));

        Assert.Equal(Path.Combine(Here, "elsewhere.yaml"), found.Path);
    }

    [Fact]
    public void Then_the_variable()
    {
        Write("here/mooring.yaml");

        Assert.Equal("/etc/x.yaml", ConfigurationSearch.Find(null, With("MOORING_CONFIG", "/etc/x.yaml")).Path);
    }

    [Fact]
    public void Then_the_working_directory_then_the_system()
    {
        Write("etc/mooring/mooring.yaml");
        Assert.Equal(Path.Combine(root, "etc/mooring/mooring.yaml"), ConfigurationSearch.Find(null, With("MOORING_CONFIG", "")).Path);

        Write("here/mooring.yaml");
        Assert.Equal(Path.Combine(Here, "mooring.yaml"), ConfigurationSearch.Find(null, environment).Path);
    }

    [Theory]
    [InlineData("here", Modes.Private | UnixFileMode.UserExecute | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute)]
    [InlineData("here/mooring.yaml", Modes.Private | UnixFileMode.GroupWrite)]
    public void A_file_that_others_could_have_put_there_is_passed_over_with_a_warning(string writable, UnixFileMode mode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "modes are of Unix");
        Write("here/mooring.yaml");
        Write("etc/mooring/mooring.yaml");
        Modes.Set(Path.Combine(root, writable), mode);

        var found = ConfigurationSearch.Find(null, environment);

        Assert.Equal(Path.Combine(root, "etc/mooring/mooring.yaml"), found.Path);
        var warning = Assert.Single(found.Warnings);
        Assert.Equal(Path.Combine(Here, "mooring.yaml"), warning.File);
        Assert.Contains("chmod go-w", warning.Mend.English, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_another_user_is_passed_over()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "owners are told by number on Unix");
        Write("here/mooring.yaml");
        Write("etc/mooring/mooring.yaml");

        // The directory is owned by whoever runs the test, which counts as foreign to a third user unless that is root.
        var stranger = environment with { UserId = 4_000_000 };
        var found = ConfigurationSearch.Find(null, stranger);

        Assert.Equal(environment.IsRoot ? 0 : 1, found.Warnings.Count);
    }

    [Theory]
    [InlineData("there/real.yaml", null, UnixFileMode.None, true)]
    [InlineData("there/real.yaml", "there", UnixFileMode.OtherWrite | UnixFileMode.StickyBit, false)] // as /tmp is
    [InlineData("there/real.yaml", "there", UnixFileMode.GroupWrite, false)]
    [InlineData("there/real.yaml", "there/real.yaml", UnixFileMode.OtherWrite, false)]
    [InlineData("there/again.yaml", null, UnixFileMode.None, true)]
    [InlineData("there/again.yaml", "beyond", UnixFileMode.OtherWrite, false)]
    [InlineData("nowhere.yaml", null, UnixFileMode.None, false)]
    public void A_link_counts_only_where_nobody_else_can_change_what_it_leads_to(string target, string? opened, UnixFileMode to, bool counts)
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("owners are told on Linux");
            return;
        }

        Directory.CreateDirectory(Path.Combine(root, "there"));
        Directory.CreateDirectory(Path.Combine(root, "beyond"));
        Write("there/real.yaml");
        Write("beyond/last.yaml");
        File.CreateSymbolicLink(Path.Combine(root, "there/again.yaml"), "../beyond/last.yaml");
        File.CreateSymbolicLink(Path.Combine(Here, "mooring.yaml"), $"../{target}");
        if (opened is not null)
        {
            var path = Path.Combine(root, opened);
            Modes.Set(path, File.GetUnixFileMode(path) | to);
        }

        Assert.Equal(counts, FileTrust.IsOurs(Path.Combine(Here, "mooring.yaml"), environment));
    }

    [Theory]
    [InlineData("here/mooring.yaml")]
    [InlineData("there")]
    [InlineData("there/real.yaml")]
    public async Task A_link_that_another_user_made_or_owns_the_end_of_is_passed_over(string owned)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && environment.IsRoot, "needs root, to give a file away");
        Directory.CreateDirectory(Path.Combine(root, "there"));
        Write("there/real.yaml");
        Write("etc/mooring/mooring.yaml");
        File.CreateSymbolicLink(Path.Combine(Here, "mooring.yaml"), Path.Combine(root, "there/real.yaml"));
        Assert.Empty(ConfigurationSearch.Find(null, environment).Warnings);
        await new PeerProgram("chown", "coreutils").RunAsync(["--no-dereference", "nobody", Path.Combine(root, owned)], TestContext.Current.CancellationToken);

        var found = ConfigurationSearch.Find(null, environment);

        Assert.Equal(Path.Combine(root, "etc/mooring/mooring.yaml"), found.Path);
        Assert.Equal(Path.Combine(Here, "mooring.yaml"), Assert.Single(found.Warnings).File);
    }

    [Fact]
    public async Task Says_where_it_looked_when_there_is_none()
    {
        var result = await Run.InAsync(environment, "check");

        Assert.Equal(2, result.Code);
        Assert.Contains($"neither {Here}/mooring.yaml nor {root}/etc/mooring/mooring.yaml can be used", result.Error, StringComparison.Ordinal);
        Assert.Contains("mooring init", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("here/ddns.conf")]
    [InlineData("etc/ddns.conf")]
    public async Task A_ddns_conf_is_used_where_there_is_no_configuration_and_a_line_says_so(string path)
    {
        Write(path, "[DEFAULT]\naccess_id=LTAI5tExample\naccess_key=example-access-key\n[home]\ndomain=example.com\nsub_domain=www\n");

        var result = await Run.InAsync(environment, "check");

        Assert.Equal(0, result.Code);
        Assert.Contains($"no mooring.yaml, so {Path.Combine(root, path)} of aliyun-ddns-client is used as it is", result.Error, StringComparison.Ordinal);
        Assert.Contains($"{Path.Combine(root, path)} is good: 1 account, 1 address source, 1 record entry", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_configuration_of_ones_own_comes_before_any_ddns_conf()
    {
        Write("here/ddns.conf");
        Write("etc/ddns.conf");
        Write("etc/mooring/mooring.yaml");

        var found = ConfigurationSearch.Find(null, environment);

        Assert.Equal(Path.Combine(root, "etc/mooring/mooring.yaml"), found.Path);
        Assert.Null(found.Note);
    }

    [Fact]
    public void A_ddns_conf_that_others_could_have_put_there_is_passed_over_too()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "modes are of Unix");
        Write("here/ddns.conf");
        Write("etc/ddns.conf");
        Modes.Set(Path.Combine(Here, "ddns.conf"), Modes.Private | UnixFileMode.OtherWrite);

        var found = ConfigurationSearch.Find(null, environment);

        Assert.Equal(Path.Combine(root, "etc/ddns.conf"), found.Path);
        Assert.Equal(Path.Combine(Here, "ddns.conf"), Assert.Single(found.Warnings).File);
    }

    private void Write(string path, string content = "accounts: {}\n")
    {
        var file = Path.Combine(root, path);
        File.WriteAllText(file, content);
        Modes.Set(file, Modes.Private);
    }

    private ProcessEnvironment With(string name, string value) =>
        environment with { Variables = ProcessEnvironment.VariablesOf([(name, value)]) };
}
