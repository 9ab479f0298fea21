using System.Diagnostics.CodeAnalysis;

namespace Mooring.Core.Certificates;

/// <summary>The kinds of key a certificate may have: what public authorities sign today.</summary>
public enum CertificateKeyKind
{
    /// <summary><c>ecdsa-p256</c>, the default.</summary>
    EcdsaP256,

    /// <summary><c>ecdsa-p384</c>.</summary>
    EcdsaP384,

    /// <summary><c>rsa-2048</c>.</summary>
    Rsa2048,

    /// <summary><c>rsa-3072</c>.</summary>
    Rsa3072,

    /// <summary><c>rsa-4096</c>.</summary>
    Rsa4096,
}

/// <summary>The words for kinds of key.</summary>
public static class CertificateKeyKinds
{
    /// <summary>Every word of the configuration and its kind.</summary>
    public static IReadOnlyList<(string Word, CertificateKeyKind Kind)> All { get; } =
    [
        ("ecdsa-p256", CertificateKeyKind.EcdsaP256),
        ("ecdsa-p384", CertificateKeyKind.EcdsaP384),
        ("rsa-2048", CertificateKeyKind.Rsa2048),
        ("rsa-3072", CertificateKeyKind.Rsa3072),
        ("rsa-4096", CertificateKeyKind.Rsa4096),
    ];

    /// <summary>The kind that a word means; false when it means none.</summary>
    public static bool TryParse(string? word, [NotNullWhen(true)] out CertificateKeyKind? kind)
    {
        kind = All.Where(one => one.Word == word).Select(one => (CertificateKeyKind?)one.Kind).FirstOrDefault();
        return kind is not null;
    }

    /// <summary>The word of the configuration: <c>ecdsa-p256</c>.</summary>
    public static string Word(this CertificateKeyKind kind) => All.First(one => one.Kind == kind).Word;

    /// <summary>The algorithm alone: <c>ecdsa</c> or <c>rsa</c>.</summary>
    public static string Family(this CertificateKeyKind kind) => kind.Word().Split('-')[0];

    /// <summary>
    /// The name that files of a certificate bear: its own name alone where it has one kind of key, else with the algorithm
    /// (<c>example-ecdsa</c>, <c>example-rsa</c>), and with the whole word where two kinds share an algorithm (<c>example-rsa-4096</c>).
    /// </summary>
    /// <param name="name">The certificate's name.</param>
    /// <param name="kind">One of <paramref name="all"/>.</param>
    /// <param name="all">Every kind of key of that certificate.</param>
    public static string FileName(string name, CertificateKeyKind kind, IReadOnlyCollection<CertificateKeyKind> all) =>
        all.Count <= 1 ? name
        : all.Count(other => other.Family() == kind.Family()) == 1 ? $"{name}-{kind.Family()}"
        : $"{name}-{kind.Word()}";
}
