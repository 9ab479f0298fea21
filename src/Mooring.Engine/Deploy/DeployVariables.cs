using System.Globalization;
using Mooring.Core.Certificates;
using Mooring.Engine.Issuing.Keeping;

namespace Mooring.Engine.Deploy;

/// <summary>The facts that programs of a deployment get: <c>MOORING_*</c>.</summary>
/// <remarks>
/// Those of the first kind of key as <c>MOORING_FULLCHAIN</c>; where there are several, those of each also as <c>MOORING_FULLCHAIN_ECDSA</c>,
/// <c>MOORING_FULLCHAIN_RSA</c>. Files are those written by the steps before.
/// </remarks>
internal sealed class DeployVariables
{
    private const string Prefix = "MOORING_";

    private readonly DeploySpec spec;
    private readonly CertificateKeyKind first;
    private readonly Dictionary<string, string> all = new(StringComparer.Ordinal);

    public DeployVariables(DeploySpec spec, IReadOnlyList<StoredCertificate> certificates)
    {
        (this.spec, first) = (spec, certificates[0].Kind);
        all[Prefix + "CERTIFICATE"] = spec.Name;
        all[Prefix + "KEY_TYPES"] = string.Join(' ', certificates.Select(certificate => certificate.Kind.Word()));
        all[Prefix + "DOMAINS"] = string.Join(' ', certificates[0].Domains.Select(domain => domain.Value));
        foreach (var certificate in certificates)
        {
            Set(certificate, "NOT_BEFORE", Write(certificate.Validity.NotBefore));
            Set(certificate, "NOT_AFTER", Write(certificate.Validity.NotAfter));
            Set(certificate, "SERIAL", certificate.Serial);
            Set(certificate, "ISSUER", certificate.Origin.Issuer);
        }
    }

    /// <summary>Every variable with its name.</summary>
    public IReadOnlyDictionary<string, string> All => all;

    /// <summary>Adds where files were written.</summary>
    public void Add(StoredCertificate certificate, IReadOnlyList<DeployedFile> files, IReadOnlyList<string> paths)
    {
        foreach (var (file, path) in files.Zip(paths))
        {
            Set(certificate, file.Role.ToUpperInvariant(), path);
        }
    }

    private void Set(StoredCertificate certificate, string name, string value)
    {
        if (certificate.Kind == first)
        {
            all[Prefix + name] = value;
        }

        var suffix = CertificateKeyKinds.FileName("", certificate.Kind, [.. spec.Kinds]).Replace('-', '_').ToUpperInvariant();
        all[Prefix + name + suffix] = value;
    }

    private static string Write(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
