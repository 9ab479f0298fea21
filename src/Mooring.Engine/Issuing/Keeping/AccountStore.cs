using Mooring.Core;
using Mooring.Engine.Store;

namespace Mooring.Engine.Issuing.Keeping;

/// <summary>An ACME account as it is remembered.</summary>
/// <param name="Key">Its private key, PKCS #8 as PEM.</param>
/// <param name="PendingKey">The key that a rollover was about to change to; null for none. After a crash, ask the authority which of the two counts.</param>
/// <param name="Url">The account's URL; null until it is registered.</param>
public sealed record StoredAccount(Secret Key, Secret? PendingKey, Uri? Url);

/// <summary>Keys of ACME accounts, in <c>certificates/accounts/</c> below the state directory: one for each directory and external account.</summary>
/// <remarks>Each file is replaced whole; directories are 0700, files 0600. Every failure of the file system is a <see cref="StateStoreException"/>.</remarks>
/// <param name="state">The state directory.</param>
/// <param name="time">The clock of the wait for others.</param>
public sealed class AccountStore(string state, TimeProvider time)
{
    private const string KeyFile = "key.pem";
    private const string PendingFile = "pending.pem";
    private const string UrlFile = "url";
    private const long Largest = 64 * 1024;

    private readonly string root = Path.Combine(Path.GetFullPath(state), "certificates", "accounts");

    /// <summary>Where an account's key lies, for people.</summary>
    public string PathOf(Uri directory, string? externalKeyId) => Path.Combine(FolderOf(directory, externalKeyId), KeyFile);

    /// <summary>The account; null when there is none yet.</summary>
    /// <param name="directory">The ACME directory.</param>
    /// <param name="externalKeyId">The key id of the external account it is bound to; null for none.</param>
    public Task<StoredAccount?> FindAsync(Uri directory, string? externalKeyId, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var folder = FolderOf(directory, externalKeyId);
        return Task.FromResult(StateFiles.Guarded(folder, writing: false, () => Read(folder)));
    }

    /// <summary>Keeps an account's key, before it is registered. One that is there already stays and is returned: two runs must not make two accounts.</summary>
    public Task<StoredAccount> AddAsync(Uri directory, string? externalKeyId, Secret key, CancellationToken cancellation)
    {
        var folder = FolderOf(directory, externalKeyId);
        return StateFiles.LockedAsync(folder, time, () =>
        {
            var kept = Read(folder);
            if (kept is null)
            {
                // What an account that was given up may have left.
                Array.ForEach([UrlFile, PendingFile], left => StateFiles.Delete(Path.Combine(folder, left)));
                StateFiles.Write(Path.Combine(folder, KeyFile), key.Reveal());
            }

            return kept ?? new StoredAccount(key, null, null);
        }, cancellation);
    }

    /// <summary>Remembers the account's URL; null forgets it.</summary>
    public Task SaveUrlAsync(Uri directory, string? externalKeyId, Uri? url, CancellationToken cancellation) =>
        ChangeAsync(directory, externalKeyId, UrlFile, url?.OriginalString, cancellation);

    /// <summary>Keeps the key that a rollover is about to change to, before the authority is asked; null drops it when the old one stayed.</summary>
    public Task SavePendingKeyAsync(Uri directory, string? externalKeyId, Secret? key, CancellationToken cancellation) =>
        ChangeAsync(directory, externalKeyId, PendingFile, key?.Reveal(), cancellation);

    /// <summary>Puts the pending key in the place of the old one, in one step, when the authority has changed to it.</summary>
    public Task PromotePendingKeyAsync(Uri directory, string? externalKeyId, CancellationToken cancellation)
    {
        var folder = FolderOf(directory, externalKeyId);
        return StateFiles.LockedAsync(folder, time, () =>
        {
            DurableFile.Rename(Path.Combine(folder, PendingFile), Path.Combine(folder, KeyFile));
            return true;
        }, cancellation);
    }

    /// <summary>Forgets an account that was given up: its key first, without which the rest counts for nothing.</summary>
    public Task RemoveAsync(Uri directory, string? externalKeyId, CancellationToken cancellation)
    {
        var folder = FolderOf(directory, externalKeyId);
        return StateFiles.LockedAsync(folder, time, () =>
        {
            Array.ForEach([KeyFile, UrlFile, PendingFile], file => StateFiles.Delete(Path.Combine(folder, file)));
            return true;
        }, cancellation);
    }

    /// <summary>What tells an account from all others, as a key of <see cref="IStateStore"/>.</summary>
    internal static string KeyOf(Uri directory, string? externalKeyId)
    {
        string?[] segments = [directory.Authority, .. directory.AbsolutePath.Split('/'), externalKeyId is null ? null : $"eab {externalKeyId}"];
        return string.Join('/', segments.Where(segment => !string.IsNullOrEmpty(segment)).Select(segment => segment!.Replace('/', '_')));
    }

    private Task ChangeAsync(Uri directory, string? externalKeyId, string file, string? content, CancellationToken cancellation)
    {
        var folder = FolderOf(directory, externalKeyId);
        var path = Path.Combine(folder, file);
        return StateFiles.LockedAsync(folder, time, () => content is null ? StateFiles.Delete(path) : StateFiles.Write(path, content), cancellation);
    }

    private static StoredAccount? Read(string folder) => StateFiles.Find(Path.Combine(folder, KeyFile), Largest) is { } key
        ? new StoredAccount(
            new Secret(key),
            StateFiles.Find(Path.Combine(folder, PendingFile), Largest) is { } pending ? new Secret(pending) : null,
            Uri.TryCreate(StateFiles.Find(Path.Combine(folder, UrlFile), Largest), UriKind.Absolute, out var url) ? url : null)
        : null;

    private string FolderOf(Uri directory, string? externalKeyId) =>
        Path.Combine(root, StateFileName.FromKey(KeyOf(directory, externalKeyId))[..^StateFileName.Suffix.Length]);
}
