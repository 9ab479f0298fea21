using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Mooring.Core;
using Mooring.Core.Names;

namespace Mooring.Engine.Issuing.Keeping;

/// <summary>Whether what an authority sent is what was asked for, before it replaces anything.</summary>
public static class CertificateCheck
{
    /// <summary>How far ahead of this machine's clock a certificate may begin: 1 day. A clock that is slow must not throw away what was issued.</summary>
    public static readonly TimeSpan MostAhead = TimeSpan.FromDays(1);

    /// <summary>What is wrong with a certificate; null when it is good.</summary>
    /// <remarks>
    /// The leaf's key is the request's, it carries every name, it counts now, and each certificate is signed by the next. Whom the last one
    /// is signed by is not asked: that is for those who trust it.
    /// </remarks>
    /// <param name="chain">Each certificate as PEM, leaf first.</param>
    /// <param name="publicKey">The key of the request, as SubjectPublicKeyInfo.</param>
    /// <param name="wanted">The names it must carry, each by itself: a wildcard does not stand for a name.</param>
    /// <param name="now">The time, as well as it is known.</param>
    public static Text? Judge(IReadOnlyList<string> chain, ReadOnlyMemory<byte> publicKey, IReadOnlyList<DomainName> wanted, DateTimeOffset now)
    {
        try
        {
            using var opened = new OpenedChain(chain);
            return opened.Certificates is [var leaf, ..]
                ? JudgeKey(leaf, publicKey) ?? JudgeNames(leaf, wanted) ?? JudgeValidity(leaf, now) ?? JudgeOrder(opened.Certificates)
                : new Text("the authority's answer holds no certificate", "颁发机构的应答中没有证书");
        }
        catch (CryptographicException e)
        {
            return new Text($"the certificate cannot be read: {e.Message}", $"无法读取证书：{e.Message}");
        }
    }

    private static Text? JudgeKey(X509Certificate2 leaf, ReadOnlyMemory<byte> publicKey) =>
        publicKey.Span.SequenceEqual(leaf.PublicKey.ExportSubjectPublicKeyInfo()) ? null : new Text(
            "the certificate was made for another key than the one of the request", "证书所含公钥与请求中的密钥不符");

    private static Text? JudgeNames(X509Certificate2 leaf, IReadOnlyList<DomainName> wanted)
    {
        var missing = wanted.Except(CertificateFacts.DomainsOf(leaf)).Select(name => name.Describe()).ToList();
        return missing.Count == 0 ? null : new Text(
            $"the certificate does not carry {string.Join(", ", missing)}", $"证书中缺少 {string.Join("、", missing)}");
    }

    private static Text? JudgeValidity(X509Certificate2 leaf, DateTimeOffset now)
    {
        var (notBefore, notAfter) = CertificateFacts.ValidityOf(leaf);
        return notAfter > notBefore && notAfter > now && notBefore <= now + MostAhead ? null : new Text(
            $"the certificate counts from {Write(notBefore)} to {Write(notAfter)}, and now is {Write(now)}; see whether this machine's clock is right",
            $"证书有效期为 {Write(notBefore)} 至 {Write(notAfter)}，而当前时间为 {Write(now)}；请检查本机时钟");
    }

    private static Text? JudgeOrder(IReadOnlyList<X509Certificate2> chain)
    {
        for (var i = 1; i < chain.Count; i++)
        {
            if (!chain[i - 1].IssuerName.RawData.AsSpan().SequenceEqual(chain[i].SubjectName.RawData) || CertificateSignature.IsBy(chain[i - 1], chain[i]) == false)
            {
                return new Text(
                    $"in the authority's chain, '{chain[i - 1].Subject}' is not signed by '{chain[i].Subject}', which follows it",
                    $"颁发机构给出的证书链中，“{chain[i - 1].Subject}”不是由其后的“{chain[i].Subject}”签发的");
            }
        }

        return null;
    }

    private static string Write(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
