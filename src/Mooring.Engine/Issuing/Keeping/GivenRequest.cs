using System.Collections.Immutable;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Mooring.Core;
using Mooring.Core.Certificates;
using Mooring.Core.Names;

namespace Mooring.Engine.Issuing.Keeping;

/// <summary>A certificate signing request (PKCS #10, RFC 2986) that somebody else made, whose private key never comes here.</summary>
/// <param name="Der">The request as it was signed.</param>
/// <param name="Domains">Its names, from its subject alternative name alone, each once, in its order.</param>
/// <param name="Kind">The kind of its key.</param>
/// <param name="PublicKey">Its key as SubjectPublicKeyInfo (RFC 5280 §4.1).</param>
public sealed record GivenRequest(ReadOnlyMemory<byte> Der, ImmutableArray<DomainName> Domains, CertificateKeyKind Kind, ReadOnlyMemory<byte> PublicKey)
{
    private const string SubjectAlternativeName = "2.5.29.17";
    private const string CommonName = "2.5.4.3";

    private static readonly Asn1Tag DnsName = new(TagClass.ContextSpecific, 2);
    private static readonly Asn1Tag IpAddress = new(TagClass.ContextSpecific, 7);

    /// <summary>Reads and judges a file: it is a request that authorities will take.</summary>
    /// <param name="file">PEM or DER.</param>
    /// <exception cref="GivenRequestException">It is none, or one that no authority would take; with what to do.</exception>
    public static GivenRequest Read(ReadOnlySpan<byte> file)
    {
        var der = GivenRequestFile.ToDer(file);
        var (request, kind) = Load(der);
        var domains = DomainsOf(request);
        if (CommonNameOf(request) is { } common && !(DomainName.TryParse(common, out var name) && domains.Contains(name)))
        {
            throw new GivenRequestException(
                new Text($"its common name, '{Printable.Of(common)}', is not among its alternative names", $"其通用名称“{Printable.Of(common)}”不在备用名称之中"),
                new Text("make it anew with an empty subject (-subj /), or with that name as DNS name too", "请以空主题（-subj /）重新生成，或把该名称也写入 DNS 备用名称"));
        }

        return new GivenRequest(der, domains, kind, request.PublicKey.ExportSubjectPublicKeyInfo());
    }

    private static (CertificateRequest Request, CertificateKeyKind Kind) Load(byte[] der)
    {
        const CertificateRequestLoadOptions Options = CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions;
        CertificateKeyKind kind;
        try
        {
            var unproven = CertificateRequest.LoadSigningRequest(der, HashAlgorithmName.SHA256, Options | CertificateRequestLoadOptions.SkipSignatureValidation);
            kind = CertificateKeys.KindOf(unproven.PublicKey) ?? throw new GivenRequestException(
                new Text("its key is of a kind that authorities do not take", "其密钥类型不被颁发机构接受"),
                new Text("make one with an ECDSA key on P-256 or P-384, or an RSA key of 2048, 3072 or 4096 bits", "请改用 P-256 或 P-384 的 ECDSA 密钥，或 2048、3072、4096 位的 RSA 密钥"));
        }
        catch (CryptographicException e)
        {
            throw new GivenRequestException(new Text("the request is damaged", "证书请求已损坏"), GivenRequestFile.Anew, e);
        }

        try
        {
            return (CertificateRequest.LoadSigningRequest(der, HashAlgorithmName.SHA256, Options), kind);
        }
        catch (Exception e) when (e is CryptographicException or NotSupportedException)
        {
            throw new GivenRequestException(new Text("the request's signature is not by its own key", "证书请求的签名与其密钥不符"), GivenRequestFile.Anew, e);
        }
    }

    private static ImmutableArray<DomainName> DomainsOf(CertificateRequest request)
    {
        try
        {
            var names = request.CertificateExtensions.Where(extension => extension.Oid?.Value == SubjectAlternativeName).SelectMany(extension => NamesIn(extension.RawData)).Distinct().ToImmutableArray();
            return names.IsEmpty
                ? throw new GivenRequestException(new Text("it has no alternative name, from which the domain names are read", "其中没有备用名称，无从得知域名"), GivenRequestFile.Anew)
                : names;
        }
        catch (AsnContentException e)
        {
            throw new GivenRequestException(new Text("its alternative names are damaged", "其备用名称已损坏"), GivenRequestFile.Anew, e);
        }
    }

    /// <summary>RFC 5280 §4.2.1.6.</summary>
    private static List<DomainName> NamesIn(byte[] extension)
    {
        var names = new List<DomainName>();
        for (var all = new AsnReader(extension, AsnEncodingRules.DER).ReadSequence(); all.HasData;)
        {
            var tag = all.PeekTag();
            if (tag != DnsName)
            {
                throw tag == IpAddress
                    ? Unfit(new Text("it asks for an IP address, which no authority proves by DNS", "其中含有 IP 地址，无法通过 DNS 验证"))
                    : Unfit(new Text("it asks for a name that is no domain name, such as a mail address", "其中含有邮件地址等非域名的名称"));
            }

            var text = all.ReadCharacterString(UniversalTagNumber.IA5String, DnsName);
            names.Add(DomainName.TryParse(text, out var name, out var why) ? name : throw Unfit(new Text($"'{Printable.Of(text)}' in it is no domain name: {why.English}", $"其中的“{Printable.Of(text)}”不是有效域名：{why.Chinese}")));
        }

        return names;
    }

    private static GivenRequestException Unfit(Text what) => new(what, new Text("make it anew with nothing but domain names", "请重新生成，只写域名"));

    private static string? CommonNameOf(CertificateRequest request) => request.SubjectName.EnumerateRelativeDistinguishedNames()
        .Where(part => !part.HasMultipleElements && part.GetSingleElementType().Value == CommonName).Select(part => part.GetSingleElementValue()).FirstOrDefault();
}
