using Mooring.EndToEnd.Tests.Harness;

namespace Mooring.EndToEnd.Tests.Import;

/// <summary>A ddns.conf of aliyun-ddns-client, run as it is.</summary>
public sealed class DdnsConfTests
{
    [Fact]
    public async Task A_record_that_is_there_is_updated_and_an_absent_name_is_reported_and_not_created()
    {
        await using var harbour = await Harbour.OpenAsync();
        harbour.Edit("example.com", records => records.Add(harbour.Record(Cloud.Alidns, "www A 192.168.0.1")).Add(harbour.Record(Cloud.Alidns, "other A 192.0.2.7")));
        var id = Assert.Single(harbour.Holds("example.com"), record => record.Name == "www").Id;
        await WriteAsync(harbour, """
            [www]
            domain = example.com
            sub_domain = www
            type = A

            [absent]
            domain = example.com
            sub_domain = nas
            """);

        var result = await harbour.RunAsync("--config", "ddns.conf", "update");
        var again = await harbour.RunAsync("update", "--config", "ddns.conf", "--output", "json");

        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Contains("nas.example.com", result.Output, StringComparison.Ordinal);
        Assert.Contains("create", result.Output, StringComparison.Ordinal);
        Assert.Equal(["other A 192.0.2.7", "www A 203.0.113.1"], await harbour.RecordsAsync("example.com"));
        Assert.Equal([$"UpdateDomainRecord {id} www A 203.0.113.1"], await harbour.WritesAsync("RecordId", "RR", "Type", "Value"));
        Assert.Equal(1, again.Json.GetProperty("summary").GetProperty("unchanged").GetInt32());
    }

    [Fact]
    public async Task It_is_found_in_the_working_directory_and_a_line_says_so()
    {
        await using var harbour = await Harbour.OpenAsync();
        harbour.Edit("example.com", records => records.Add(harbour.Record(Cloud.Alidns, "www A 192.168.0.1")));
        await WriteAsync(harbour, "[www]\ndomain = example.com\nsub_domain = www\n");

        var plan = await harbour.RunAsync("plan", "--detailed-exitcode");
        var update = await harbour.RunAsync("update");

        Assert.True(plan.ExitCode == 4, plan.ToString());
        Assert.True(update.ExitCode == 0, update.ToString());
        Assert.Contains($"no mooring.yaml, so {Path.Combine(harbour.Directory, "ddns.conf")} of aliyun-ddns-client is used as it is", update.Error, StringComparison.Ordinal);
        Assert.Equal(["www A 203.0.113.1"], await harbour.RecordsAsync("example.com"));
    }

    [Fact]
    public async Task Debug_logs_each_call_with_action_status_and_request_id_and_no_secret()
    {
        await using var harbour = await Harbour.OpenAsync();
        harbour.Edit("example.com", records => records.Add(harbour.Record(Cloud.Alidns, "www A 192.168.0.1")));
        await WriteAsync(harbour, "[www]\ndomain = example.com\nsub_domain = www\n", "debug = true");

        var quiet = await harbour.RunAsync("plan", "--config", "ddns.conf", "--log-level", "warn");
        var result = await harbour.RunAsync("update", "--config", "ddns.conf");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Matches(@"debug Api: UpdateDomainRecord attempt 1: status 200, request id [0-9A-F-]+, .*www", result.Error);
        Assert.DoesNotContain("sandbox-secret", result.Output + result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("debug", quiet.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AAAA_and_with_the_feature_A_too_take_the_cards_address()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the loopback interface is lo on Linux");
        await using var harbour = await Harbour.OpenAsync();
        harbour.Edit("example.com", records => records.Add(harbour.Record(Cloud.Alidns, "@ A 192.168.0.1")).Add(harbour.Record(Cloud.Alidns, "@ AAAA 2001:db8::7")));
        await WriteAsync(harbour, """
            [four]
            domain = example.com
            sub_domain = @
            [six]
            domain = example.com
            sub_domain = @
            type = AAAA
            interface = lo
            [feature_public_ip_from_nic]
            enable = true
            interface = lo
            """, "allow = loopback");

        var result = await harbour.RunAsync("update", "--config", "ddns.conf");

        var six = File.Exists("/proc/net/if_inet6") && (await File.ReadAllTextAsync("/proc/net/if_inet6", TestContext.Current.CancellationToken)).Contains(" lo", StringComparison.Ordinal);
        Assert.True(result.ExitCode == (six ? 0 : 1), result.ToString());
        Assert.Equal(["@ A 127.0.0.1", six ? "@ AAAA ::1" : "@ AAAA 2001:db8::7"], await harbour.RecordsAsync("example.com"));
    }

    [Fact]
    public async Task The_daemon_takes_its_interval_and_reads_a_changed_file_again()
    {
        await using var harbour = await Harbour.OpenAsync();
        harbour.Edit("example.com", records => records.Add(harbour.Record(Cloud.Alidns, "www A 192.168.0.1")).Add(harbour.Record(Cloud.Alidns, "nas A 192.168.0.1")));
        await WriteAsync(harbour, "[www]\ndomain = example.com\nsub_domain = www\n", "interval = 1200");
        await using var daemon = RunningProgram.Start(harbour, "run", "--config", "ddns.conf");

        await daemon.SaysAsync("serving 1 entry, a round every 20 min");
        await daemon.SaysAsync("203.0.113.1");
        await WriteAsync(harbour, "[nas]\ndomain = example.com\nsub_domain = nas\n", "interval = 1200");
        await daemon.SaysAsync("configuration read again");
        await daemon.SaysAsync("nas.example.com");
        await daemon.SignalAsync("TERM");
        var ended = await daemon.EndsAsync();

        Assert.Equal(0, ended.ExitCode);
        Assert.Equal(["nas A 203.0.113.1", "www A 203.0.113.1"], await harbour.RecordsAsync("example.com"));
    }

    [Theory]
    [InlineData("access_key =\n", 3, "section [DEFAULT]: 'access_key' is empty")]
    [InlineData("access_key = sandbox-secret\n[www]\ndomain =\nsub_domain = www\n", 5, "section [www]: 'domain' is empty")]
    [InlineData("access_key = sandbox-secret\n[www]\ndomain = example.com\ntype = TXT\nsub_domain = www\n", 6, "section [www]: the type is neither A nor AAAA")]
    public async Task What_is_wrong_is_named_with_section_key_and_line_before_any_call(string rest, int line, string message)
    {
        await using var harbour = await Harbour.OpenAsync();
        await File.WriteAllTextAsync(Path.Combine(harbour.Directory, "ddns.conf"), $"[DEFAULT]\naccess_id = sandbox-id\n{rest}", TestContext.Current.CancellationToken);

        var result = await harbour.RunAsync("update", "--config", "ddns.conf");

        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Contains($"ddns.conf:{line}:", result.Error, StringComparison.Ordinal);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.Empty(await harbour.CallsAsync());
    }

    /// <summary>A file as its owner has it, with the key of the sandbox, and where the sandbox is.</summary>
    private static async Task WriteAsync(Harbour harbour, string sections, string defaults = "")
    {
        var file = Path.Combine(harbour.Directory, "ddns.conf");
        await File.WriteAllTextAsync(file + ".draft", $"""
            [DEFAULT]
            access_id = sandbox-id
            access_key = sandbox-secret
            endpoint = {harbour.Endpoint(Cloud.Alidns)}
            probes = http://127.0.0.1:{harbour.Sandbox.Ports.Echo}/ip
            agree = 1
            state = {harbour.State}
            {(defaults.Contains("allow", StringComparison.Ordinal) ? "" : "allow = documentation")}
            {defaults}

            {sections}
            """, TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file + ".draft", UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        File.Move(file + ".draft", file, overwrite: true);
    }
}
