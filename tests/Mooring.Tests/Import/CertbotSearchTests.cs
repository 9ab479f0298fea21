using Mooring.Configuration;
using Mooring.Import.Certbot;
using Mooring.Tests.Cli;
using Mooring.Tests.Configuration;

namespace Mooring.Tests.Import;

/// <summary>Where certbot-dns-aliyun's file is found.</summary>
public sealed class CertbotSearchTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("mooring-search-").FullName;

    public CertbotSearchTests() => Array.ForEach(["here", "bin", "opt"], name => Directory.CreateDirectory(Path.Combine(root, name)));

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Theory]
    [InlineData("here bin opt", "here")]
    [InlineData("bin opt", "bin")]
    [InlineData("opt", "opt")]
    public void The_working_directory_comes_before_the_name_and_the_name_before_what_it_links_to(string present, string found)
    {
        var world = Called(by: Path.Combine(root, "bin", "certbot-dns-aliyun"));
        Array.ForEach(present.Split(' '), Put);

        Assert.Equal(Path.Combine(root, found, "config.json"), CertbotSearch.Find(null, world).Path);
    }

    [Fact]
    public void A_bare_name_is_looked_for_as_a_shell_does()
    {
        var world = Called(by: "certbot-dns-aliyun") with { Variables = ProcessEnvironment.VariablesOf([("PATH", string.Join(Path.PathSeparator, Path.Combine(root, "here"), Path.Combine(root, "bin")))]) };
        Put("opt");

        Assert.Equal(Path.Combine(root, "opt", "config.json"), CertbotSearch.Find(null, world).Path);
    }

    [Fact]
    public void A_named_file_is_the_one_that_counts() =>
        Assert.Equal(Path.Combine(root, "here", "x.json"), CertbotSearch.Find("x.json", Called(by: "x")).Path);

    [Fact]
    public void Where_it_is_nowhere_every_path_is_told()
    {
        var e = Assert.Throws<ProblemsException>(() => CertbotSearch.Find(null, Called(by: Path.Combine(root, "bin", "certbot-dns-aliyun"))));

        Assert.All(["here", "bin", "opt"], name => Assert.Contains(Path.Combine(root, name, "config.json"), Assert.Single(e.Problems).Message.English, StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_in_the_working_directory_that_others_can_write_is_passed_over_with_a_warning()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "modes are of Unix");
        Put("here");
        Put("bin");
        Modes.Set(Path.Combine(root, "here", "config.json"), UnixFileMode.UserRead | UnixFileMode.OtherWrite);

        var found = CertbotSearch.Find(null, Called(by: Path.Combine(root, "bin", "certbot-dns-aliyun")));

        Assert.Equal(Path.Combine(root, "bin", "config.json"), found.Path);
        Assert.Contains("passed over", Assert.Single(found.Warnings).Message.English, StringComparison.Ordinal);
    }

    private ProcessEnvironment Called(string by)
    {
        File.WriteAllText(Path.Combine(root, "opt", "mooring"), "");
        File.CreateSymbolicLink(Path.Combine(root, "bin", "certbot-dns-aliyun"), Path.Combine(root, "opt", "mooring"));
        return Run.Nowhere with { WorkingDirectory = Path.Combine(root, "here"), InvokedAs = by };
    }

    private void Put(string directory)
    {
        var file = Path.Combine(root, directory, "config.json");
        File.WriteAllText(file, "{}");
        Modes.Set(file, Modes.Private);
        Modes.Set(Path.GetDirectoryName(file)!, Modes.Private | UnixFileMode.UserExecute);
    }
}
