using Mooring.EndToEnd.Tests.Harness;
using Mooring.Testing;

namespace Mooring.EndToEnd.Tests.Services;

/// <summary>The program under the system calls that the unit leaves it, laid on by libseccomp as systemd does it.</summary>
public sealed class ConfinedTests
{
    /// <summary>Reads the unit's <c>SystemCallFilter=</c> lines, has systemd name the calls of each group, and runs a program with those and no others.</summary>
    private const string Confine = """
        import ctypes, errno, os, subprocess, sys
        seccomp = ctypes.CDLL("libseccomp.so.2")
        seccomp.seccomp_init.restype = ctypes.c_void_p
        seccomp.seccomp_load.argtypes = [ctypes.c_void_p]
        seccomp.seccomp_rule_add_array.argtypes = [ctypes.c_void_p, ctypes.c_uint32, ctypes.c_int, ctypes.c_uint, ctypes.c_void_p]
        def calls(name):
            if not name.startswith("@"): return {name}
            shown = subprocess.run(["systemd-analyze", "syscall-filter", name], capture_output=True, text=True, check=True).stdout
            words = [line.strip() for line in shown.splitlines()[1:]]
            return set().union(*[calls(word) for word in words if word and not word.startswith("#")])
        left = calls("@default") | {"execve"}
        for line in open(sys.argv[1]):
            key, _, value = line.strip().partition("=")
            if key != "SystemCallFilter": continue
            named = set().union(*[calls(word) for word in value.lstrip("~").split()])
            left = left - named if value.startswith("~") else left | named
        assert "openat" in left and "mount" not in left and "reboot" not in left
        ctypes.CDLL(None).prctl(38, 1, 0, 0, 0)  # PR_SET_NO_NEW_PRIVS
        rules = seccomp.seccomp_init(0x00050000 | errno.EPERM)
        for name in left:
            number = seccomp.seccomp_syscall_resolve_name(name.encode())
            if number >= 0: seccomp.seccomp_rule_add_array(rules, 0x7fff0000, number, 0, None)
        assert seccomp.seccomp_load(rules) == 0
        os.execv(sys.argv[2], sys.argv[2:])
        """;

    private static readonly PeerProgram Analyze = new("systemd-analyze", "systemd");

    [Fact]
    public async Task Updates_and_runs_programs_with_the_system_calls_that_the_unit_allows()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "systemd is Linux's");
        Assert.SkipUnless(await Analyze.RunAsync(["--version"], TestContext.Current.CancellationToken) is not null || PeerProgram.MustBeThere, Analyze.Missing);
        await using var harbour = await Harbour.OpenAsync();
        await harbour.ConfigureAsync("""
            addresses:
              told: { family: ipv4, source: command, command: [echo, 203.0.113.9], allow: [documentation] }
              card: { family: ipv4, source: interface, interface: lo, allow: [loopback] }
            records:
              - { name: nas.example.com, account: home, address: told }
              - { name: lo.example.com, account: home, address: card }
            """);
        string[] confined = ["python3", "-c", Confine, Path.Combine(Checkout.Root, "packaging/systemd/mooring.service"), MooringProgram.Path];

        using var update = MooringProgram.StartOther(harbour.Directory, [.. confined, "update"]);
        var updated = await MooringProgram.FinishAsync(update);

        Assert.True(updated.ExitCode == 0, $"{updated}");
        Assert.Equal(["lo A 127.0.0.1", "nas A 203.0.113.9"], await harbour.RecordsAsync("example.com"));
        await using var daemon = RunningProgram.Of(MooringProgram.StartOther(harbour.Directory, [.. confined, "run", "--log-level", "debug"]));
        await daemon.SaysAsync("round done");
        await daemon.SignalAsync("TERM");
        Assert.Equal(0, (await daemon.EndsAsync()).ExitCode);
    }
}
