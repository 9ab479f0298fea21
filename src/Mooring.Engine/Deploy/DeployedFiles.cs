using System.Text;
using Mooring.Core;
using Mooring.Engine.Issuing.Keeping;
using Text = Mooring.Core.Text;

namespace Mooring.Engine.Deploy;

/// <summary>One file of a deployment.</summary>
/// <param name="Role">What it is, as in the variables: <c>fullchain</c>, <c>privkey</c>, <c>cert</c>, <c>chain</c>, <c>combined</c>, <c>pfx</c>.</param>
/// <param name="Path">Relative to the step's directory.</param>
/// <param name="Content">All of it.</param>
/// <param name="IsSecret">Whether it holds the private key.</param>
public sealed record DeployedFile(string Role, string Path, ReadOnlyMemory<byte> Content, bool IsSecret);

/// <summary>Which files a layout has for a certificate.</summary>
public static class DeployedFiles
{
    /// <summary>The files, in the order they are written.</summary>
    /// <param name="layout">The layout.</param>
    /// <param name="name">The name they bear: the certificate's, with the algorithm where it has several kinds of key.</param>
    /// <param name="certificate">The certificate.</param>
    /// <param name="password">For PFX; null for the empty one.</param>
    /// <exception cref="DeployException">The layout has the private key in it, which is elsewhere.</exception>
    public static IReadOnlyList<DeployedFile> Of(FileLayout layout, string name, StoredCertificate certificate, Secret? password) => layout switch
    {
        FileLayout.Flat => Four(name + ".", certificate),
        FileLayout.Live => Four(name + "/", certificate),
        FileLayout.Combined => [new DeployedFile("combined", name + ".pem", Bytes(certificate.FullChain + KeyOf(certificate).Reveal()), IsSecret: true)],
        FileLayout.Pfx => [new DeployedFile("pfx", name + ".pfx", PfxFile.Make(certificate, KeyOf(certificate), password), IsSecret: true)],
        _ => throw new ArgumentOutOfRangeException(nameof(layout)),
    };

    /// <summary>certbot's four files, by its names; without the private key where that is elsewhere.</summary>
    private static IReadOnlyList<DeployedFile> Four(string before, StoredCertificate certificate) =>
    [
        .. certificate.Key is { } key ? [new DeployedFile("privkey", before + "privkey.pem", Bytes(key.Reveal()), IsSecret: true)] : Array.Empty<DeployedFile>(),
        new DeployedFile("fullchain", before + "fullchain.pem", Bytes(certificate.FullChain), IsSecret: false),
        new DeployedFile("cert", before + "cert.pem", Bytes(certificate.Chain[0]), IsSecret: false),
        new DeployedFile("chain", before + "chain.pem", Bytes(string.Concat(certificate.Chain.Skip(1))), IsSecret: false),
    ];

    private static Secret KeyOf(StoredCertificate certificate) => certificate.Key ?? throw new DeployException(new Text(
        $"the private key of '{certificate.Name}' is not here, since its request was made elsewhere (`csr:`): take the layout flat or live, and add the key where it lies",
        $"“{certificate.Name}”的私钥不在本机，因为证书请求是在别处生成的（`csr:`）；请使用 flat 或 live 布局，并在私钥所在处自行合并"));

    private static byte[] Bytes(string text) => Encoding.ASCII.GetBytes(text);
}
