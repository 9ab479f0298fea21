using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Mooring.Configuration;

namespace Mooring.Services.Machine;

/// <summary>This machine.</summary>
/// <param name="environment">Whose files count as this user's.</param>
/// <param name="time">The clock of the time limit.</param>
internal sealed class LocalMachine(ProcessEnvironment environment, TimeProvider time) : IMachine
{
    /// <summary>How long one program may take; starting a unit waits until it is ready.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private const UnixFileMode ForAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <inheritdoc />
    public string? Read(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <inheritdoc />
    public void Write(string path, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var draft = path + ".tmp";
        File.WriteAllBytes(draft, content);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(draft, ForAll);
        }

        File.Move(draft, path, overwrite: true);
    }

    /// <inheritdoc />
    public void Remove(string path) => File.Delete(path);

    /// <inheritdoc />
    public UnixFileMode? ModeOf(string path) => OperatingSystem.IsWindows() || !Path.Exists(path) ? null : File.GetUnixFileMode(path);

    /// <inheritdoc />
    public IReadOnlyList<string>? In(string directory)
    {
        try
        {
            return Directory.GetFileSystemEntries(directory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <inheritdoc />
    public async Task<bool> IsOursAloneAsync(string path, CancellationToken cancellation) => OperatingSystem.IsMacOS()
        ? MacFiles.AreRootsAlone(await RunAsync(MacFiles.Question(path, Real(path)), cancellation))
        : FileTrust.IsOurs(path, environment);

    /// <inheritdoc />
    public void Allow(string path, UnixFileMode more)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) | more);
        }
    }

    /// <inheritdoc />
    public async Task<ProgramOutcome> RunAsync(IReadOnlyList<string> command, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            UseShellExecute = false, CreateNoWindow = true, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            return await FollowAsync(process, cancellation);
        }
        catch (Win32Exception e)
        {
            return new ProgramOutcome(null, "", e.Message);
        }
    }

    private static string Real(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        }
        catch (IOException)
        {
            return path;
        }
    }

    private async Task<ProgramOutcome> FollowAsync(Process process, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            var (output, error) = (ReadAsync(process.StandardOutput, both.Token), ReadAsync(process.StandardError, both.Token));
            await process.WaitForExitAsync(both.Token);
            return new ProgramOutcome(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellation.ThrowIfCancellationRequested();
            return new ProgramOutcome(null, "", $"{process.StartInfo.FileName} did not end within {Limit.TotalMinutes:0} min");
        }
    }

    /// <summary>What a program prints; some of Windows print UTF-16 where nobody looks.</summary>
    private static async Task<string> ReadAsync(StreamReader reader, CancellationToken cancellation)
    {
        using var content = new MemoryStream();
        await reader.BaseStream.CopyToAsync(content, cancellation);
        var octets = content.ToArray();
        return octets.Length > 1 && Array.IndexOf(octets, (byte)0) >= 0 ? Encoding.Unicode.GetString(octets).TrimStart('\uFEFF') : Encoding.UTF8.GetString(octets);
    }
}
