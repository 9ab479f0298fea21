using Mooring.Configuration;
using Mooring.Core;
using Mooring.Services;
using Mooring.Services.Machine;
using Mooring.Tests.Cli;

namespace Mooring.Tests.Services;

/// <summary>What a configuration needs to be run by a service, and when it cannot be.</summary>
public sealed class ServiceSpecsTests : IDisposable
{
    private const string Rest = """
        addresses:
          home: { family: ipv4, source: static, value: 203.0.113.9, allow: [documentation] }
        records:
          - { name: nas.example.com, account: home, address: home }
        """;

    private readonly string directory = Directory.CreateTempSubdirectory("mooring-").FullName;
    private readonly FakeMachine machine = new();

    private string Secret => Path.Combine(directory, "alidns.secret");

    [Fact]
    public void A_configuration_without_secrets_is_opened_and_what_only_root_reads_is_passed()
    {
        machine.Modes["/etc/mooring"] = FakeMachine.Private | UnixFileMode.UserExecute;
        machine.Modes["/etc/mooring/mooring.yaml"] = FakeMachine.Private;
        machine.Modes[Secret] = FakeMachine.Private;

        var spec = Systemd($"${{file:{Secret}}}");

        Assert.Equal([("/etc/mooring", UnixFileMode.OtherExecute), ("/etc/mooring/mooring.yaml", UnixFileMode.OtherRead)], spec.Opened);
        Assert.Equal([Secret], spec.Credentials);
        Assert.False(spec.IsConfigurationPassed);
    }

    [Fact]
    public void A_configuration_that_holds_a_secret_is_passed_and_never_opened()
    {
        machine.Modes["/etc/mooring/mooring.yaml"] = FakeMachine.Private;

        var spec = Systemd("written-here");

        Assert.Empty(spec.Opened);
        Assert.Equal(["/etc/mooring/mooring.yaml"], spec.Credentials);
        Assert.True(spec.IsConfigurationPassed);
    }

    [Theory]
    [InlineData("/etc/mooring/mooring.env", FakeMachine.Private | UnixFileMode.OtherRead)]
    [InlineData("/etc/mooring/old", FakeMachine.Private | UnixFileMode.OtherExecute)]
    public void A_directory_that_alone_keeps_other_files_private_is_not_opened(string other, UnixFileMode mode)
    {
        machine.Modes["/etc/mooring"] = FakeMachine.Private | UnixFileMode.UserExecute;
        machine.Modes["/etc/mooring/mooring.yaml"] = FakeMachine.Private;
        machine.Modes[other] = mode;

        var spec = Systemd($"${{file:{Secret}}}");

        Assert.Empty(spec.Opened);
        Assert.Equal(["/etc/mooring/mooring.yaml"], spec.Credentials);
    }

    [Fact]
    public void What_everybody_can_read_needs_nothing()
    {
        var spec = Systemd($"${{file:{Secret}}}");

        Assert.Empty(spec.Opened);
        Assert.Empty(spec.Credentials);
    }

    [Theory]
    [InlineData("/home/me/mooring", "/etc/mooring/mooring.yaml", "mooring", "/home/me/mooring lies below /home/, which services do not see")]
    [InlineData("/usr/bin/dotnet", "/etc/mooring/mooring.yaml", "mooring", "this is .NET running a build, not the program itself")]
    [InlineData("/usr/bin/mooring", "/root/mooring.yaml", "--config", "/root/mooring.yaml lies below /root/, which services do not see")]
    public void What_the_service_could_not_see_is_refused_with_the_mend(string program, string file, string key, string message)
    {
        var problem = Assert.Single(Assert.Throws<ProblemsException>(() => Systemd("written-here", program, file)).Problems);

        Assert.Equal((key, message), (problem.Key, problem.Message.English));
        Assert.NotEqual("", problem.Mend.English);
    }

    [Theory]
    [InlineData("state: /srv/mooring", "state")]
    [InlineData("state: /var/lib/a/b", "state")]
    [InlineData("state: /var/lib/", "state")]
    [InlineData("state: /var/lib/two words", "state")]
    [InlineData("state: /var/lib/100%h", "state")]
    [InlineData("state: /var/lib/..", "state")]
    [InlineData("state: \"/var/lib/dns\\nExecStartPre=/bin/false\"", "state")]
    public void State_that_the_service_could_not_write_is_refused(string line, string key) =>
        Assert.Equal(key, Assert.Single(Assert.Throws<ProblemsException>(() => Systemd("written-here", rest: $"{Rest}\n{line}")).Problems).Key);

    [Theory]
    [InlineData("/usr/bin/mooring", "/etc/mooring/a\nExecStartPre=+true.yaml")]
    [InlineData("/usr/bin/moor\ning", "/etc/mooring/mooring.yaml")]
    public void A_path_that_would_begin_a_line_of_its_own_in_a_unit_is_refused(string program, string file)
    {
        Assert.Contains(Assert.Throws<ProblemsException>(() => Systemd("written-here", program, file)).Problems, problem => problem.Message.English.Contains("line break", StringComparison.Ordinal));
        Assert.Throws<ProblemsException>(() => Specs("written-here", program, file, Rest, new MachineFacts { IsMacOs = true }).ForOthers(forUser: false));
    }

    [Fact]
    public void What_is_to_be_moved_is_not_shown_to_everybody_and_its_path_survives_the_shell()
    {
        var problem = Assert.Single(Assert.Throws<ProblemsException>(() => Systemd("written-here", file: "/root/my dns.yaml")).Problems);

        Assert.Contains("sudo install -D -m 600 '/root/my dns.yaml' /etc/mooring/mooring.yaml", problem.Mend.English, StringComparison.Ordinal);
    }

    [Fact]
    public void State_right_below_the_place_for_state_is_the_services_own() =>
        Assert.Equal("dns", Systemd("written-here", rest: $"{Rest}\nstate: /var/lib/dns").StateName);

    [Fact]
    public void Sources_in_home_directories_are_refused()
    {
        var rest = Rest.Replace("source: static, value: 203.0.113.9", "source: command, command: [/home/me/bin/address]", StringComparison.Ordinal);

        Assert.Equal("addresses.home", Assert.Single(Assert.Throws<ProblemsException>(() => Systemd("written-here", rest: rest)).Problems).Key);
    }

    [Fact]
    public void A_variable_that_the_service_would_lack_is_refused_until_it_stands_in_its_file()
    {
        var problem = Assert.Single(Assert.Throws<ProblemsException>(() => Systemd("${env:ALIDNS_SECRET}")).Problems);
        Assert.Equal("${env:ALIDNS_SECRET}", problem.Key);
        Assert.Contains("/etc/mooring/mooring.env", problem.Mend.English, StringComparison.Ordinal);

        machine.Files["/etc/mooring/mooring.env"] = "# keys\nALIDNS_SECRET=value\n";
        Assert.Equal("/etc/mooring/mooring.yaml", Systemd("${env:ALIDNS_SECRET}").Configuration);
    }

    [Fact]
    public void A_program_that_any_user_may_exchange_does_not_run_as_the_system_on_Windows()
    {
        var specs = Specs("written-here", @"C:\Users\you\mooring.exe", "/etc/mooring/mooring.yaml", Rest, new MachineFacts { IsWindows = true });

        Assert.Equal("mooring", Assert.Single(Assert.Throws<ProblemsException>(() => specs.ForOthers(forUser: false)).Problems).Key);
        Assert.Equal(@"C:\Users\you\mooring.exe", Specs("written-here", @"C:\Users\you\mooring.exe", "/etc/mooring/mooring.yaml", Rest, new MachineFacts { IsWindows = true }).ForOthers(forUser: true).Program);
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);

    private ServiceSpec Systemd(string secret, string program = "/usr/local/bin/mooring", string file = "/etc/mooring/mooring.yaml", string rest = Rest) =>
        Specs(secret, program, file, rest, new MachineFacts { HasSystemd = true }).ForSystemd();

    private ServiceSpecs Specs(string secret, string program, string file, string rest, MachineFacts facts)
    {
        File.WriteAllText(Secret, "from-the-file\n");
        var environment = Run.Nowhere with
        {
            SystemDirectory = "/etc", Variables = ProcessEnvironment.VariablesOf([("ALIDNS_SECRET", "from-the-environment")]),
        };
        var loaded = ConfigurationLoader.Parse(
            $"accounts:\n  home: {{ provider: alidns, access-key-id: id, access-key-secret: \"{secret}\" }}\n{rest}\n", file, environment, Mooring.Composition.ProviderLines.Of);
        Assert.Empty(loaded.Errors);
        return new ServiceSpecs(new ServiceWish(loaded.Configuration!, program, environment, facts, Language.English), machine);
    }
}
