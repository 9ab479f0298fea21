using System.ComponentModel;
using System.Diagnostics;

namespace Mooring.Testing;

/// <summary>A program that judges this one from outside: a real client or server, installed by the system's packages.</summary>
/// <param name="name">What is run: <c>dig</c>.</param>
/// <param name="package">The Debian package that brings it: <c>dnsutils</c>.</param>
public sealed class PeerProgram(string name, string package)
{
    /// <summary>Whether the tests that need it must run here: as root on Debian it could have been installed.</summary>
    public static bool MustBeThere => Environment.IsPrivilegedProcess && File.Exists("/etc/debian_version");

    /// <summary>What to say when it is missing.</summary>
    public string Missing => $"{name} is not installed; on Debian: apt-get install {package}";

    /// <summary>Runs it to its end, or gives null when it is not installed.</summary>
    public async Task<PeerOutput?> RunAsync(IEnumerable<string> arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(name, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        Process? process;
        try
        {
            process = Process.Start(start);
        }
        catch (Win32Exception)
        {
            return null;
        }

        using (process)
        {
            var output = process!.StandardOutput.ReadToEndAsync(cancellation);
            var errors = process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return new PeerOutput(process.ExitCode, await output, await errors);
        }
    }
}

/// <summary>What a program left behind.</summary>
/// <param name="ExitCode">0 for success, by custom.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Errors">Its standard error.</param>
public sealed record PeerOutput(int ExitCode, string Output, string Errors);
