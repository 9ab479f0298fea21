using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Mooring.Acme;
using Mooring.Core;
using Mooring.Core.Certificates;
using Mooring.Core.Names;
using Mooring.Engine.Store;

namespace Mooring.Engine.Issuing.Keeping;

/// <summary>One version of a certificate on disk: a directory with its chain, its key where that is ours, and what these do not say themselves.</summary>
internal static class VersionFolder
{
    private const string ChainFile = "fullchain.pem";
    private const string KeyFile = "privkey.pem";
    private const string AboutFile = "about";
    private const long Largest = 1024 * 1024;

    /// <summary>Writes the files into a directory that nobody reads yet.</summary>
    public static void Write(string directory, NewCertificate certificate)
    {
        var origin = certificate.Origin;
        DurableFile.EnsureDirectory(directory);
        DurableFile.WriteNew(Path.Combine(directory, ChainFile), Encoding.ASCII.GetBytes(string.Concat(certificate.Chain)));
        if (certificate.Key is { } key)
        {
            DurableFile.WriteNew(Path.Combine(directory, KeyFile), Encoding.ASCII.GetBytes(key.Reveal()));
        }

        DurableFile.WriteNew(Path.Combine(directory, AboutFile), JsonSerializer.SerializeToUtf8Bytes(
            new AboutCertificate(1, certificate.Name, certificate.Kind.Word(), origin.Issuer, origin.Directory, origin.Issued, origin.Account, origin.Profile)
            {
                Ordered = [.. certificate.Ordered.Select(name => name.Value)],
                KeyElsewhere = certificate.Key is null ? true : null,
            },
            KeepingJson.Default.AboutCertificate));
    }

    /// <summary>
    /// Reads a version; null where it is not there, or damaged. Root deploys what a daemon without rights has written: nothing of it is taken
    /// but certificates, the key that goes with them, and words that a configuration could hold.
    /// </summary>
    public static StoredCertificate? Read(string directory, int version) =>
        TryRead(directory, ChainFile, out var chain) && TryReadAbout(directory, out var about)
        && CertificateKeyKinds.TryParse(about.Key, out var kind) && TryReadKey(directory, about, out var key)
            ? Parse(about, kind.Value, chain, key, version)
            : null;

    /// <summary>What a certificate will read as once it is kept.</summary>
    /// <exception cref="CryptographicException">A certificate cannot be read, or the key is not the leaf's.</exception>
    public static StoredCertificate Describe(NewCertificate certificate, int version) =>
        Describe(certificate.Name, certificate.Kind, [.. certificate.Chain], certificate.Key, certificate.Origin, version, certificate.Ordered);

    private static StoredCertificate? Parse(AboutCertificate about, CertificateKeyKind kind, string chain, Secret? key, int version)
    {
        try
        {
            var issuer = about.Issuer.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.') ? about.Issuer : "";
            var origin = new CertificateOrigin(issuer, about.Directory, about.Issued) { Account = about.Account, Profile = about.Profile };
            return Describe(about.Name, kind, [.. PemChain.Parse(Encoding.UTF8.GetBytes(chain)).Certificates], key is null ? null : CertificateKeys.Rewrite(key), origin, version, Names(about.Ordered));
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }

    private static StoredCertificate Describe(
        string name, CertificateKeyKind kind, ImmutableArray<string> chain, Secret? key, CertificateOrigin origin, int version, IReadOnlyList<DomainName> ordered)
    {
        using var leaf = Pair(chain, key);
        var carried = CertificateFacts.DomainsOf(leaf);
        return new StoredCertificate
        {
            Name = name,
            Kind = kind,
            Version = version,
            Chain = chain,
            Key = key,
            Domains = carried,
            Ordered = ordered.Count > 0 ? [.. ordered] : carried,
            Validity = CertificateFacts.ValidityOf(leaf),
            Serial = leaf.SerialNumber,
            IssuedBy = leaf.Issuer,
            Origin = origin,
        };
    }

    private static DomainName[] Names(string[]? texts) =>
        [.. (texts ?? []).Select(text => DomainName.TryParse(text, out var name) ? name : null).OfType<DomainName>()];

    private static X509Certificate2 Pair(ImmutableArray<string> chain, Secret? key)
    {
        try
        {
            return chain.IsEmpty ? throw new CryptographicException("there is no certificate")
                : key is null ? X509Certificate2.CreateFromPem(chain[0])
                : X509Certificate2.CreateFromPem(chain[0], key.Reveal());
        }
        catch (ArgumentException e)
        {
            throw new CryptographicException("the private key is not the certificate's", e);
        }
    }

    private static bool TryReadAbout(string directory, [NotNullWhen(true)] out AboutCertificate? about)
    {
        about = null;
        try
        {
            about = TryRead(directory, AboutFile, out var text) ? JsonSerializer.Deserialize(text, KeepingJson.Default.AboutCertificate) : null;
        }
        catch (JsonException)
        {
            // Damaged; what it held is not needed to go on with an earlier version.
        }

        return about is not null;
    }

    /// <summary>Its key; null where it never was here. False where it should be and is not.</summary>
    private static bool TryReadKey(string directory, AboutCertificate about, out Secret? key)
    {
        key = about.KeyElsewhere != true && TryRead(directory, KeyFile, out var pem) && pem.Length > 0 ? new Secret(pem) : null;
        return key is not null || about.KeyElsewhere == true;
    }

    private static bool TryRead(string directory, string file, [NotNullWhen(true)] out string? text)
    {
        text = PlainFile.TryRead(Path.Combine(directory, file), Largest, out var content) ? Encoding.UTF8.GetString(content) : null;
        return text is not null;
    }

    /// <summary>The numbers of the versions in a certificate's directory, highest first.</summary>
    public static IEnumerable<int> Numbers(string folder) => !Directory.Exists(folder) ? [] :
        Directory.GetDirectories(folder).Select(Path.GetFileName).Select(Number).OfType<int>().OrderDescending();

    /// <summary>A version's number; null where the text is none.</summary>
    public static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
}
