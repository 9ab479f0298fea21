using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Mooring.Testing;

namespace Mooring.Dns.Tests.Bind;

/// <summary>Debian's <c>named</c>, in a directory of its own and on a free loopback port, until it is disposed.</summary>
internal sealed class NamedProcess : IAsyncDisposable
{
    private static readonly PeerProgram Program = new("named", "bind9");

    private readonly Process _process;
    private readonly DirectoryInfo _directory;
    private readonly Task _log;

    private NamedProcess(Process process, DirectoryInfo directory, int port, Task log) =>
        (_process, _directory, Port, _log) = (process, directory, port, log);

    public int Port { get; }

    /// <summary>Writes the files, starts it, and waits until it says that it runs.</summary>
    /// <param name="files">By name; <c>named.conf</c> says <c>PORT</c> where the port belongs.</param>
    /// <returns>Null where it is not installed.</returns>
    /// <exception cref="InvalidOperationException">It ended, or could not have the port; its log is the message.</exception>
    public static async Task<NamedProcess?> StartAsync(IReadOnlyDictionary<string, string> files)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await StartAsync(files, FreePort());
            }
            catch (InvalidOperationException) when (tries < 5)
            {
                // Somebody took the port between our look and its start.
            }
        }
    }

    /// <summary>What to say where it is not installed: a failure on Debian as root, a skip elsewhere.</summary>
    public static void SayItIsMissing()
    {
        Assert.SkipUnless(PeerProgram.MustBeThere, Program.Missing);
        Assert.Fail(Program.Missing);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        await _log;
        _process.Dispose();
        _directory.Delete(recursive: true);
    }

    private static async Task<NamedProcess?> StartAsync(IReadOnlyDictionary<string, string> files, int port)
    {
        var directory = Directory.CreateTempSubdirectory("mooring-named-");
        foreach (var (name, text) in files)
        {
            var content = text.Replace("PORT", $"{port}", StringComparison.Ordinal).Replace("DIRECTORY", directory.FullName, StringComparison.Ordinal);
            await File.WriteAllTextAsync(Path.Combine(directory.FullName, name), content);
        }

        if (Run(directory.FullName) is not { } process)
        {
            directory.Delete(recursive: true);
            return null;
        }

        var log = new StringBuilder();
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            log.AppendLine(line);
            if (line.Contains("not loaded", StringComparison.Ordinal) || line.Contains("address in use", StringComparison.Ordinal))
            {
                // It would run on without that zone, or without TCP.
                process.Kill();
            }
            else if (line.EndsWith(" running", StringComparison.Ordinal))
            {
                // Its log must be read on, or it stops when the pipe is full.
                return new NamedProcess(process, directory, port, process.StandardError.ReadToEndAsync());
            }
        }

        await process.WaitForExitAsync();
        process.Dispose();
        directory.Delete(recursive: true);
        throw new InvalidOperationException($"named did not start:\n{log}");
    }

    private static Process? Run(string directory)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("named", ["-g", "-n", "1", "-c", Path.Combine(directory, "named.conf")])
            {
                RedirectStandardError = true,
                UseShellExecute = false,
                WorkingDirectory = directory,
            });
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private static int FreePort()
    {
        // Most ports that are taken are taken for TCP.
        using var tcp = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        tcp.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)tcp.LocalEndPoint!).Port;
    }
}
