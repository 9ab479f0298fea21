using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Mooring.Core;

namespace Mooring.Http;

/// <summary>Words for a certificate that was refused.</summary>
internal static class CertificateTexts
{
    private const int NamesShown = 5;

    private static readonly (X509ChainStatusFlags Flags, Text What)[] Known =
    [
        (X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain, new(
            "it is not signed by a root trusted here (a private CA's root goes into root-certificates, which replaces the system's; else look for a proxy that opens TLS)",
            "它不是由受信任的根证书签发的（私有 CA 的根证书请写入 root-certificates，它会取代系统的根证书；否则请检查是否有拆解 TLS 的代理）")),
        (X509ChainStatusFlags.Revoked, new("it was revoked", "它已被吊销")),
        (X509ChainStatusFlags.NotSignatureValid, new("a signature in its chain is wrong", "其证书链中有签名不正确")),
        (X509ChainStatusFlags.NotValidForUsage, new("it is not meant for servers", "它不是服务器证书")),
    ];

    /// <summary>Every fault at once, so that mending one does not reveal the next.</summary>
    public static Text Describe(SslPolicyErrors errors, X509ChainStatusFlags faults, X509Chain? chain, CertificateValidity validity, string host)
    {
        var all = new List<Text>();
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            all.Add(new("the server showed none", "服务器没有出示证书"));
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            all.Add(WrongName(chain, host));
        }

        if (faults.HasFlag(X509ChainStatusFlags.NotTimeValid))
        {
            all.Add(Dates(validity));
        }

        all.AddRange(Known.Where(known => (faults & known.Flags) != X509ChainStatusFlags.NoError).Select(known => known.What));
        var rest = Known.Aggregate(faults & ~X509ChainStatusFlags.NotTimeValid, (left, known) => left & ~known.Flags);
        if (rest != X509ChainStatusFlags.NoError)
        {
            all.Add(Text.Same(rest.ToString()));
        }

        return new(
            $"the certificate of {host} is refused: {string.Join("; ", all.Select(text => text.English))}",
            $"{host} 的证书不被接受：{string.Join("；", all.Select(text => text.Chinese))}");
    }

    /// <summary>What a server's certificate is for, as far as it is worth showing.</summary>
    public static string[] Names(X509Chain? chain) =>
        chain?.ChainElements.FirstOrDefault()?.Certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(extension => extension.EnumerateDnsNames().Concat(extension.EnumerateIPAddresses().Select(address => address.ToString())))
            .Take(NamesShown)
            .ToArray() ?? [];

    private static Text Dates(CertificateValidity validity) => new(
        $"it is valid from {validity.From:yyyy-MM-dd HH:mm} to {validity.To:yyyy-MM-dd HH:mm} UTC",
        $"它的有效期是 {validity.From:yyyy-MM-dd HH:mm} 至 {validity.To:yyyy-MM-dd HH:mm}（UTC）");

    private static Text WrongName(X509Chain? chain, string host)
    {
        var names = Names(chain);
        var shown = names.Length == 0 ? "?" : string.Join(", ", names);
        return new($"it is for {shown}, not for {host}", $"它属于 {shown}，而不是 {host}");
    }
}
