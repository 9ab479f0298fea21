using System.Globalization;
using System.Security.Cryptography;
using Mooring.Core;

namespace Mooring.Engine.Store;

/// <summary>The state in a directory: one readable file per key.</summary>
/// <remarks>
/// Safe for concurrent use, by several processes too. A version is the hash of the content. Readers need no lock, since files
/// are replaced whole; writers hold <c>.lock</c> for one read-modify-write and give up after <see cref="LockWait"/>;
/// a turn is a lock of its own beside its document.
/// A file that is no JSON or has a hole in a list (a power cut on a careless disk, a slip of the editor), no plain file, or larger than 64 MiB is renamed to <c>….corrupt-TIME</c>,
/// said once, and counts as absent. Every failure of the file system is a <see cref="StateStoreException"/>.
/// </remarks>
/// <param name="directory">Made when it is first written to, for its owner alone.</param>
/// <param name="time">The clock of the wait and of the names of corrupt files.</param>
/// <param name="notice">Told what a person should know: which corrupt file was set aside.</param>
// Long, because reading, locking, replacing and setting aside keep one promise together and each has its failures to name.
public sealed class DirectoryStateStore(string directory, TimeProvider time, Action<Text> notice) : IStateStore, IDisposable
{
    /// <summary>How long a writer waits for another one: 10 seconds.</summary>
    public static readonly TimeSpan LockWait = TimeSpan.FromSeconds(10);

    /// <summary>How long a caller waits for its turn: 30 seconds, in which another one has written most zones; whoever hangs at a cloud delays others by no more.</summary>
    public static readonly TimeSpan TurnWait = TimeSpan.FromSeconds(30);

    /// <summary>No document comes near it; what does is none of ours.</summary>
    private const long LargestDocument = 64 * 1024 * 1024;

    private const string LockName = ".lock";

    /// <summary>A temporary file lives for as long as a disk takes for one small file; a minute is more than any.</summary>
    private static readonly TimeSpan LongestWrite = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan LockPoll = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan TurnPoll = TimeSpan.FromMilliseconds(100);

    private readonly SemaphoreSlim writing = new(1);
    private readonly string root = Path.GetFullPath(directory);
    private bool swept;

    /// <summary>Whether state can be kept in a directory, which is made for its owner alone where it is missing.</summary>
    public static bool CanWrite(string directory)
    {
        try
        {
            var trial = Path.Combine(Path.GetFullPath(directory), $".{Guid.NewGuid():n}{DurableFile.TemporarySuffix}");
            DurableFile.EnsureDirectory(Path.GetDirectoryName(trial)!);
            File.Create(trial, 1, FileOptions.DeleteOnClose).Dispose();
            return true;
        }
        catch (Exception e) when (FileFaults.IsFileFault(e))
        {
            return false;
        }
    }

    /// <inheritdoc />
    public async Task<StateDocument?> ReadAsync(string key, CancellationToken cancellation)
    {
        var path = PathOf(key);
        var content = Guarded(path, writing: false, () => PlainFile.TryRead(path, LargestDocument, out var found) ? found : null);
        return content is null ? null
            : DocumentFormat.IsWhole(content) ? Document(content)
            : await LockedAsync(path, () => LoadOrSetAside(path), cancellation);
    }

    /// <inheritdoc />
    public Task<string?> WriteAsync(string key, ReadOnlyMemory<byte> content, string? expected, CancellationToken cancellation)
    {
        var path = PathOf(key);
        DocumentFormat.ThrowIfNotJson(key, content.Span);
        return LockedAsync(path, () => Replace(path, content.Span, expected), cancellation);
    }

    /// <inheritdoc />
    public async Task<IDisposable> TakeTurnAsync(string key, CancellationToken cancellation)
    {
        var path = PathOf(key);
        return await TakeAsync(Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.turn"), TurnWait, TurnPoll, OthersTurn, cancellation);
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<string>> ListAsync(string prefix, CancellationToken cancellation) =>
        Task.FromResult(Guarded(root, writing: false, () => List(prefix)));

    /// <inheritdoc />
    public void Dispose() => writing.Dispose();

    private static StateDocument Document(byte[] content) => new(content, Version(content));

    private static string Version(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content))[..32];

    private static T Guarded<T>(string path, bool writing, Func<T> access)
    {
        try
        {
            return access();
        }
        catch (Exception e) when (FileFaults.IsFileFault(e))
        {
            throw FileFaults.Describe(path, writing, e);
        }
    }

    private string PathOf(string key) => Path.Combine(root, StateFileName.FromKey(key));

    private string? Replace(string path, ReadOnlySpan<byte> content, string? expected)
    {
        var current = LoadOrSetAside(path);
        if (current?.Version != expected)
        {
            return null;
        }

        if (current is null || !current.Content.Span.SequenceEqual(content))
        {
            DurableFile.Write(path, content);
        }

        return Version(content);
    }

    private StateDocument? LoadOrSetAside(string path)
    {
        if (!PlainFile.TryRead(path, LargestDocument, out var content))
        {
            return null;
        }

        if (DocumentFormat.IsWhole(content))
        {
            return Document(content);
        }

        var aside = $"{path}.corrupt-{time.GetUtcNow().ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture)}";
        DurableFile.Rename(path, aside);
        notice(new Text(
            $"the state file {path} was damaged; it was set aside as {aside} and what it held is learned anew",
            $"状态文件 {path} 已损坏，已改名为 {aside} 保留，其中的内容会重新获取"));
        return null;
    }

    private IReadOnlyList<string> List(string prefix) => !Directory.Exists(root) ? [] :
    [
        .. Directory.EnumerateFiles(root, "*" + StateFileName.Suffix, PlainFile.Below)
            .Select(path => StateFileName.ToKey(Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/')))
            .OfType<string>()
            .Where(key => key.StartsWith(prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    private async Task<T> LockedAsync<T>(string path, Func<T> access, CancellationToken cancellation)
    {
        await writing.WaitAsync(cancellation);
        try
        {
            using var taken = await TakeAsync(Path.Combine(root, LockName), LockWait, LockPoll, Held, cancellation);
            SweepOnce();
            return Guarded(path, writing: true, access);
        }
        finally
        {
            writing.Release();
        }
    }

    private async Task<LockFile> TakeAsync(string path, TimeSpan wait, TimeSpan poll, Func<string, Text, Text> inVain, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        int? owner = null;
        while (true)
        {
            if (Guarded(path, writing: true, () => LockFile.TryTake(path, out var taken, out owner) ? taken : null) is { } held)
            {
                return held;
            }

            if (time.GetElapsedTime(start) >= wait)
            {
                throw new StateStoreException(StateFault.Locked, inVain(path, Holder(owner)));
            }

            await Task.Delay(poll, time, cancellation);
        }
    }

    private static Text Held(string path, Text holder) => new(
        $"{holder.English} has held the lock of the state {path} for more than {LockWait.TotalSeconds:0} s; see what it is doing, end it if it hangs, and try again",
        $"{holder.Chinese}占用状态目录的锁 {path} 已超过 {LockWait.TotalSeconds:0} 秒；请查看该进程，若已卡死请结束它，然后重试");

    private static Text OthersTurn(string path, Text holder) => new(
        $"another run ({holder.English}) is at work on the same now; after {TurnWait.TotalSeconds:0} s of waiting, what this one would have done is left to the next run",
        $"另一次运行（{holder.Chinese}）正在处理同一对象；等待 {TurnWait.TotalSeconds:0} 秒后，本次要做的更改留给下一次运行");

    private static Text Holder(int? owner) => owner is { } id ? new Text($"process {id}", $"进程 {id}") : new Text("another process", "另一个进程");

    /// <summary>
    /// Removes what killed writers left. Whoever holds the lock knows that no document is being written, but certificates and account keys
    /// below the same directory have locks of their own; so what is young stays. Its age is told by the files' own clock.
    /// </summary>
    private void SweepOnce()
    {
        if (swept)
        {
            return;
        }

        swept = true;
        try
        {
            var clock = new FileInfo(LockFile.OwnerPath(Path.Combine(root, LockName)));
            foreach (var left in Directory.EnumerateFiles(root, ".*" + DurableFile.TemporarySuffix, PlainFile.Below)
                .Where(left => clock.Exists && (clock.LastWriteTimeUtc - File.GetLastWriteTimeUtc(left)).Duration() > LongestWrite))
            {
                File.Delete(left);
            }
        }
        catch (Exception e) when (FileFaults.IsFileFault(e))
        {
            // Litter that cannot be removed harms nobody; a directory that cannot be written is reported by the write itself.
        }
    }
}
