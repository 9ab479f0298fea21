using System.Security.Cryptography;
using Mooring.Sandbox.CertificateAuthority.Requests;

namespace Mooring.Sandbox.CertificateAuthority.Jose;

/// <summary>A key on P-256 or P-384 (RFC 7518 §6.2); its signatures are r and s at their full width (§3.4).</summary>
internal sealed class EcJwk : Jwk
{
    private readonly ECParameters parameters;
    private readonly int width;

    private EcJwk(string curve, int width, ECParameters parameters)
        : base(
            curve == "P-256" ? "ES256" : "ES384",
            $$"""{"crv":"{{curve}}","kty":"EC","x":"{{Base64UrlText.Write(parameters.Q.X)}}","y":"{{Base64UrlText.Write(parameters.Q.Y)}}"}""")
    {
        this.parameters = parameters;
        this.width = width;
        using var key = ECDsa.Create(parameters);
        SubjectPublicKeyInfo = key.ExportSubjectPublicKeyInfo();
    }

    public override byte[] SubjectPublicKeyInfo { get; }

    public static new EcJwk Read(JsonMembers members)
    {
        var curve = members.RequiredText("crv");
        var (named, width) = curve switch
        {
            "P-256" => (ECCurve.NamedCurves.nistP256, 32),
            "P-384" => (ECCurve.NamedCurves.nistP384, 48),
            _ => throw Bad($"the curve '{curve}' is not supported; take P-256 or P-384"),
        };
        var point = new ECPoint { X = Octets(members, "x"), Y = Octets(members, "y") };
        if (point.X.Length != width || point.Y.Length != width)
        {
            throw Bad($"x and y of a {curve} key have {width} octets each, with leading zeros (RFC 7518 §6.2.1)");
        }

        try
        {
            return new EcJwk(curve, width, new ECParameters { Curve = named, Q = point });
        }
        catch (CryptographicException)
        {
            throw Bad($"the point of the JWK does not lie on {curve}");
        }
    }

    public override bool Verify(byte[] data, byte[] signature)
    {
        using var key = ECDsa.Create(parameters);
        return signature.Length == 2 * width
            && key.VerifyData(data, signature, width == 32 ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA384);
    }
}
