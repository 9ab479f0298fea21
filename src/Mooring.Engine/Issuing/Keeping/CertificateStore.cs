using System.Globalization;
using System.Text;
using Mooring.Core;
using Mooring.Core.Certificates;
using Mooring.Engine.Store;

namespace Mooring.Engine.Issuing.Keeping;

/// <summary>Certificates with their keys, in <c>certificates/</c> below the state directory.</summary>
/// <remarks>
/// <para>
/// One directory for each certificate and kind of key (<c>example-ecdsa-p256</c>), in it a directory for each version, which is
/// written under another name and then renamed, and the file <c>current</c>, which names the version in use and is replaced whole.
/// So a reader sees a whole certificate with its key or an earlier one, whatever is killed when. Directories are 0700, files 0600.
/// </para>
/// <para>
/// The file <c>finished</c> says which certificate came into use last: for whoever waits for that, such as a path unit of systemd's.
/// Safe for concurrent use, by several processes too: whoever writes holds <c>.lock</c> of that certificate. Every failure of the file
/// system is a <see cref="StateStoreException"/>. What is mutable about an issuance lies in <see cref="CertificateState"/>.
/// </para>
/// </remarks>
/// <param name="state">The state directory.</param>
/// <param name="time">The clock of the wait for others.</param>
/// <param name="notice">Told what a person should know: that the version in use is damaged.</param>
/// <param name="keep">How many versions stay, the one in use included; at least 1.</param>
public sealed class CertificateStore(string state, TimeProvider time, Action<Text> notice, int keep = CertificateStore.Kept)
{
    /// <summary>How many versions are kept unless said otherwise: 5.</summary>
    public const int Kept = 5;

    private const string CurrentFile = "current";
    private const string NewsFile = "finished";
    private const string PendingKeyFile = "pending.pem";
    private const string Unfinished = ".new-";
    private const int LargestNumber = 16;
    private const long LargestKey = 64 * 1024;

    private readonly string root = Path.Combine(Path.GetFullPath(state), "certificates");

    /// <summary>The version in use; null when there is none yet. One that is damaged is passed over for the newest whole one, with a notice.</summary>
    public Task<StoredCertificate?> FindAsync(string name, CertificateKeyKind kind, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var folder = FolderOf(name, kind);
        return Task.FromResult(StateFiles.Guarded(folder, writing: false, () => Current(folder) is { } found && found.Kind == kind ? found : null));
    }

    /// <summary>A version by its number; null where there is none, or it is damaged.</summary>
    public Task<StoredCertificate?> FindAsync(string name, CertificateKeyKind kind, int version, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var folder = FolderOf(name, kind);
        return Task.FromResult(StateFiles.Guarded(folder, writing: false, () => VersionFolder.Read(PathOf(folder, version), version)));
    }

    /// <summary>Every version that is kept of a certificate, newest first; damaged ones are left out.</summary>
    public Task<IReadOnlyList<StoredCertificate>> VersionsAsync(string name, CertificateKeyKind kind, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var folder = FolderOf(name, kind);
        return Task.FromResult(StateFiles.Guarded(folder, writing: false, () => Versions(folder)));
    }

    /// <summary>Every certificate's version in use, by name and kind, of certificates too that the configuration no longer names.</summary>
    public Task<IReadOnlyList<StoredCertificate>> ListAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(StateFiles.Guarded(root, writing: false, List));
    }

    /// <summary>Keeps a certificate as a new version and puts it in use; on return it survives a power cut. A pending key of its kind is dropped.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">It cannot be read, or the key is not the leaf's: nothing is kept.</exception>
    public Task<StoredCertificate> AddAsync(NewCertificate certificate, CancellationToken cancellation)
    {
        var folder = FolderOf(certificate.Name, certificate.Kind);
        _ = VersionFolder.Describe(certificate, version: 0);
        return StateFiles.LockedAsync(folder, time, () => Add(folder, certificate), cancellation);
    }

    /// <summary>Puts an earlier version in use again; null where there is none, or it is damaged.</summary>
    public Task<StoredCertificate?> RestoreAsync(string name, CertificateKeyKind kind, int version, CancellationToken cancellation)
    {
        var folder = FolderOf(name, kind);
        return StateFiles.LockedAsync(folder, time, () => Restore(folder, version), cancellation);
    }

    /// <summary>Keeps the key of an order that is under way, so that it can be finished after a crash.</summary>
    public Task SavePendingKeyAsync(string name, CertificateKeyKind kind, Secret key, CancellationToken cancellation)
    {
        var folder = FolderOf(name, kind);
        return StateFiles.LockedAsync(folder, time, () => StateFiles.Write(Path.Combine(folder, PendingKeyFile), key.Reveal()), cancellation);
    }

    /// <summary>The key of the order under way; null for none, and for one that is damaged: another one takes its place.</summary>
    public Task<Secret?> FindPendingKeyAsync(string name, CertificateKeyKind kind, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var file = Path.Combine(FolderOf(name, kind), PendingKeyFile);
        return Task.FromResult(StateFiles.Guarded(file, writing: false, () =>
            StateFiles.Find(file, LargestKey) is { } key && CertificateKeys.IsKey(new Secret(key)) ? new Secret(key) : null));
    }

    /// <summary>Drops the key of an order that came to nothing.</summary>
    public Task DropPendingKeyAsync(string name, CertificateKeyKind kind, CancellationToken cancellation)
    {
        var folder = FolderOf(name, kind);
        return StateFiles.LockedAsync(folder, time, () => StateFiles.Delete(Path.Combine(folder, PendingKeyFile)), cancellation);
    }

    private string FolderOf(string name, CertificateKeyKind kind) => Path.Combine(root, StateFileName.FromKey(CertificateState.Slug(name, kind))[..^StateFileName.Suffix.Length]);

    private static string PathOf(string folder, int version) => Path.Combine(folder, version.ToString(CultureInfo.InvariantCulture));

    private StoredCertificate? Current(string folder)
    {
        // A version that was replaced and taken away while it was read is not damaged: there is another one by then.
        int? current = null;
        while (CurrentNumber(folder) is { } number && number != current)
        {
            current = number;
            if (VersionFolder.Read(PathOf(folder, number), number) is { } whole)
            {
                return whole;
            }
        }

        var other = Versions(folder) is [var newest, ..] ? newest : null;
        if (current is not null)
        {
            var (english, chinese) = other is null ? ("none other is kept", "且没有保留其他版本") : ($"version {other.Version} is used instead", $"改用版本 {other.Version}");
            notice(new Text($"the certificate in {PathOf(folder, current.Value)} is damaged; {english}", $"{PathOf(folder, current.Value)} 中的证书已损坏，{chinese}"));
        }

        return other;
    }

    private static int? CurrentNumber(string folder) => VersionFolder.Number(StateFiles.Find(Path.Combine(folder, CurrentFile), LargestNumber)?.TrimEnd('\n'));

    private static IReadOnlyList<StoredCertificate> Versions(string folder) =>
        [.. VersionFolder.Numbers(folder).Select(number => VersionFolder.Read(PathOf(folder, number), number)).OfType<StoredCertificate>()];

    private IReadOnlyList<StoredCertificate> List() => !Directory.Exists(root) ? [] :
    [
        .. Directory.EnumerateFiles(root, CurrentFile, PlainFile.Below)
            .Select(file => Current(Path.GetDirectoryName(file)!))
            .OfType<StoredCertificate>()
            .OrderBy(found => found.Name, StringComparer.Ordinal).ThenBy(found => found.Kind),
    ];

    private StoredCertificate Add(string folder, NewCertificate certificate)
    {
        Sweep(folder);
        var version = VersionFolder.Numbers(folder).FirstOrDefault() + 1;
        var unfinished = Path.Combine(folder, $"{Unfinished}{Guid.NewGuid():n}");
        VersionFolder.Write(unfinished, certificate);
        DurableFile.Publish(unfinished, PathOf(folder, version));
        Use(folder, version);
        StateFiles.Delete(Path.Combine(folder, PendingKeyFile));
        foreach (var old in VersionFolder.Numbers(folder).Skip(keep))
        {
            Directory.Delete(PathOf(folder, old), recursive: true);
        }

        return VersionFolder.Describe(certificate, version);
    }

    private StoredCertificate? Restore(string folder, int version)
    {
        var found = VersionFolder.Read(PathOf(folder, version), version);
        if (found is not null)
        {
            Use(folder, version);
        }

        return found;
    }

    private void Use(string folder, int version)
    {
        var number = version.ToString(CultureInfo.InvariantCulture);
        DurableFile.Write(Path.Combine(folder, CurrentFile), Encoding.ASCII.GetBytes(number + "\n"));
        DurableFile.Write(Path.Combine(root, NewsFile), Encoding.UTF8.GetBytes($"{Path.GetRelativePath(root, folder)} {number}\n"));
    }

    /// <summary>Removes what killed writers left; whoever holds the lock knows that none is at work.</summary>
    private static void Sweep(string folder)
    {
        foreach (var left in Directory.EnumerateDirectories(folder, Unfinished + "*"))
        {
            Directory.Delete(left, recursive: true);
        }
    }
}
