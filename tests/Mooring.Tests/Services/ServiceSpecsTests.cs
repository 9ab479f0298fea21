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

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static MachineFacts Windows => new() { IsWindows = true };

    private string Secret => Path.Combine(directory, "alidns.secret");

    [Fact]
    public async Task A_configuration_without_secrets_is_opened_and_what_only_root_reads_is_passed()
    {
        machine.Modes["/etc/mooring"] = FakeMachine.Private | UnixFileMode.UserExecute;
        machine.Modes["/etc/mooring/mooring.yaml"] = FakeMachine.Private;
        machine.Modes[Secret] = FakeMachine.Private;

        var spec = await SystemdAsync($"${{file:{Secret}}}");

        Assert.Equal([("/etc/mooring", UnixFileMode.OtherExecute), ("/etc/mooring/mooring.yaml", UnixFileMode.OtherRead)], spec.Opened);
        Assert.Equal([Secret], spec.Credentials);
        Assert.False(spec.IsConfigurationPassed);
    }

    [Fact]
    public async Task A_configuration_that_holds_a_secret_is_passed_and_never_opened()
    {
        machine.Modes["/etc/mooring/mooring.yaml"] = FakeMachine.Private;

        var spec = await SystemdAsync("written-here");

        Assert.Empty(spec.Opened);
        Assert.Equal(["/etc/mooring/mooring.yaml"], spec.Credentials);
        Assert.True(spec.IsConfigurationPassed);
    }

    [Theory]
    [InlineData("/etc/mooring/mooring.env", FakeMachine.Private | UnixFileMode.OtherRead)]
    [InlineData("/etc/mooring/old", FakeMachine.Private | UnixFileMode.OtherExecute)]
    public async Task A_directory_that_alone_keeps_other_files_private_is_not_opened(string other, UnixFileMode mode)
    {
        machine.Modes["/etc/mooring"] = FakeMachine.Private | UnixFileMode.UserExecute;
        machine.Modes["/etc/mooring/mooring.yaml"] = FakeMachine.Private;
        machine.Modes[other] = mode;

        var spec = await SystemdAsync($"${{file:{Secret}}}");

        Assert.Empty(spec.Opened);
        Assert.Equal(["/etc/mooring/mooring.yaml"], spec.Credentials);
    }

    [Fact]
    public async Task What_everybody_can_read_needs_nothing()
    {
        var spec = await SystemdAsync($"${{file:{Secret}}}");

        Assert.Empty(spec.Opened);
        Assert.Empty(spec.Credentials);
    }

    [Theory]
    [InlineData("/home/me/mooring", "/etc/mooring/mooring.yaml", "mooring", "/home/me/mooring lies below /home/, which services do not see")]
    [InlineData("/usr/bin/dotnet", "/etc/mooring/mooring.yaml", "mooring", "this is .NET running a build, not the program itself")]
    [InlineData("/usr/bin/mooring", "/root/mooring.yaml", "--config", "/root/mooring.yaml lies below /root/, which services do not see")]
    public async Task What_the_service_could_not_see_is_refused_with_the_mend(string program, string file, string key, string message)
    {
        var problem = Assert.Single((await Assert.ThrowsAsync<ProblemsException>(() => SystemdAsync("written-here", program, file))).Problems);

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
    public async Task State_that_the_service_could_not_write_is_refused(string line, string key) =>
        Assert.Equal(key, Assert.Single((await Assert.ThrowsAsync<ProblemsException>(() => SystemdAsync("written-here", rest: $"{Rest}\n{line}"))).Problems).Key);

    [Theory]
    [InlineData("/usr/bin/mooring", "/etc/mooring/a\nExecStartPre=+true.yaml")]
    [InlineData("/usr/bin/moor\ning", "/etc/mooring/mooring.yaml")]
    public async Task A_path_that_would_begin_a_line_of_its_own_in_a_unit_is_refused(string program, string file)
    {
        Assert.Contains((await Assert.ThrowsAsync<ProblemsException>(() => SystemdAsync("written-here", program, file))).Problems, problem => problem.Message.English.Contains("line break", StringComparison.Ordinal));
        await Assert.ThrowsAsync<ProblemsException>(() => OthersAsync(new MachineFacts { IsMacOs = true }, program, file, forUser: false));
    }

    [Fact]
    public async Task What_is_to_be_moved_is_not_shown_to_everybody_and_its_path_survives_the_shell()
    {
        var problem = Assert.Single((await Assert.ThrowsAsync<ProblemsException>(() => SystemdAsync("written-here", file: "/home/me/my dns.yaml"))).Problems);

        Assert.Contains("sudo install -D -m 600 '/home/me/my dns.yaml' /etc/mooring/mooring.yaml", problem.Mend.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task State_right_below_the_place_for_state_is_the_services_own() =>
        Assert.Equal("dns", (await SystemdAsync("written-here", rest: $"{Rest}\nstate: /var/lib/dns")).StateName);

    [Fact]
    public async Task Sources_in_home_directories_are_refused()
    {
        var rest = Rest.Replace("source: static, value: 203.0.113.9", "source: command, command: [/home/me/bin/address]", StringComparison.Ordinal);

        Assert.Equal("addresses.home", Assert.Single((await Assert.ThrowsAsync<ProblemsException>(() => SystemdAsync("written-here", rest: rest))).Problems).Key);
    }

    [Fact]
    public async Task A_variable_that_the_service_would_lack_is_refused_until_it_stands_in_its_file()
    {
        var problem = Assert.Single((await Assert.ThrowsAsync<ProblemsException>(() => SystemdAsync("${env:ALIDNS_SECRET}"))).Problems);
        Assert.Equal("${env:ALIDNS_SECRET}", problem.Key);
        Assert.Contains("/etc/mooring/mooring.env", problem.Mend.English, StringComparison.Ordinal);

        machine.Files["/etc/mooring/mooring.env"] = "# keys\nALIDNS_SECRET=value\n";
        Assert.Equal("/etc/mooring/mooring.yaml", (await SystemdAsync("${env:ALIDNS_SECRET}")).Configuration);
    }

    [Theory]
    [InlineData(@"C:\Users\you\mooring.exe", "/etc/mooring/mooring.yaml", "", "mooring")]
    [InlineData(@"C:\Mooring\mooring.exe", "/etc/mooring/mooring.yaml", @"C:\Mooring\mooring.exe", "mooring")]
    [InlineData(@"C:\Program Files\Mooring\mooring.exe", "/etc/mooring/mooring.yaml", "/etc/mooring/mooring.yaml", "--config")]
    [InlineData(@"C:\Program Files\Mooring\mooring.exe", @"C:\Users\you\mooring.yaml", "", "--config")]
    public async Task What_any_user_may_exchange_does_not_run_as_the_system_on_Windows(string program, string file, string exchangeable, string key)
    {
        machine.Exchangeable.Add(exchangeable);

        var refused = await Assert.ThrowsAsync<ProblemsException>(() => OthersAsync(Windows, program, file, forUser: false));

        Assert.Equal(key, Assert.Single(refused.Problems).Key);
        Assert.Equal(program, (await OthersAsync(Windows, program, file, forUser: true)).Program);
    }

    [Theory]
    [InlineData("/usr/local/bin/mooring", "mooring", "sudo install -d -o root /opt/mooring && sudo install /usr/local/bin/mooring /opt/mooring/mooring")]
    [InlineData("/etc/mooring/mooring.yaml", "--config", "sudo chown root /etc/mooring /etc/mooring/mooring.yaml && sudo chmod go-w /etc/mooring /etc/mooring/mooring.yaml")]
    public async Task What_any_user_may_exchange_does_not_run_as_root_on_macOS(string exchangeable, string key, string mend)
    {
        machine.Exchangeable.Add(exchangeable);

        var refused = await Assert.ThrowsAsync<ProblemsException>(() => OthersAsync(new MachineFacts { IsMacOs = true }, "/usr/local/bin/mooring", "/etc/mooring/mooring.yaml", forUser: false));

        var problem = Assert.Single(refused.Problems);
        Assert.Equal(key, problem.Key);
        Assert.Contains(mend, problem.Mend.English, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0 755\n0 755\n", true)]
    [InlineData("0 644\n0 1755\n0 0\n", true)]
    [InlineData("0 755\n501 755\n", false)]
    [InlineData("0 755\n0 775\n", false)]
    [InlineData("0 755\n0 757\n", false)]
    [InlineData("", false)]
    public void On_macOS_every_directory_above_a_file_counts(string told, bool alone)
    {
        Assert.Equal(["stat", "-L", "-f", "%u %Lp", "/opt/mooring/mooring", "/opt/mooring", "/opt", "/"], MacFiles.Question("/opt/mooring/mooring", "/opt/mooring/mooring"));
        Assert.Equal(alone, MacFiles.AreRootsAlone(new ProgramOutcome(0, told, "")));
        Assert.False(MacFiles.AreRootsAlone(new ProgramOutcome(1, told, "stat: no such file")));
    }

    [Fact]
    public async Task A_task_in_a_users_session_has_that_users_variables_and_a_service_none()
    {
        var spec = await Specs("${env:ALIDNS_SECRET}", @"C:\Users\you\mooring.exe", "/etc/mooring/mooring.yaml", Rest, Windows).ForOthersAsync(forUser: true, Cancellation);
        Assert.Equal("/etc/mooring/mooring.yaml", spec.Configuration);

        var service = Specs("${env:ALIDNS_SECRET}", @"C:\Program Files\Mooring\mooring.exe", "/etc/mooring/mooring.yaml", Rest, Windows);
        var refused = await Assert.ThrowsAsync<ProblemsException>(() => service.ForOthersAsync(forUser: false, Cancellation));
        Assert.Equal("${env:ALIDNS_SECRET}", Assert.Single(refused.Problems).Key);
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);

    private Task<ServiceSpec> OthersAsync(MachineFacts facts, string program, string file, bool forUser) =>
        Specs("written-here", program, file, Rest, facts).ForOthersAsync(forUser, Cancellation);

    private Task<ServiceSpec> SystemdAsync(string secret, string program = "/usr/local/bin/mooring", string file = "/etc/mooring/mooring.yaml", string rest = Rest) =>
        Specs(secret, program, file, rest, new MachineFacts { HasSystemd = true }).ForSystemdAsync(Cancellation);

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
