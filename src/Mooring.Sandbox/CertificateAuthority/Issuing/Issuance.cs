using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Mooring.Sandbox.CertificateAuthority.Accounts;
using Mooring.Sandbox.CertificateAuthority.Faults;
using Mooring.Sandbox.CertificateAuthority.Orders;
using Mooring.Sandbox.CertificateAuthority.Renewal;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.CertificateAuthority.Issuing;

/// <summary>Makes certificates of orders that are ready.</summary>
internal sealed class Issuance(SandboxWorld world, Intermediate intermediate, AccountBook accounts, RateLimiter limiter)
{
    // A certificate begins somewhat earlier than now, for clients whose clock is behind; Let's Encrypt takes an hour.
    private static readonly TimeSpan MostBackdating = TimeSpan.FromHours(1);

    /// <summary>Issues the certificate and returns its serial number.</summary>
    /// <param name="order">The order.</param>
    /// <param name="csr">The CSR in base64url.</param>
    /// <exception cref="Requests.ProblemException">The CSR is not for this order.</exception>
    public string Issue(Order order, string csr)
    {
        var request = SigningRequest.Read(csr);
        var names = order.Names.Select(name => name.Value).ToArray();
        if (!request.Names.SetEquals(names))
        {
            throw SigningRequest.Bad($"the CSR is for {string.Join(", ", request.Names.Order(StringComparer.Ordinal))}, the order for {string.Join(", ", names)}");
        }

        if (accounts.HasKey(request.Key.Info))
        {
            throw SigningRequest.Bad("the key of the CSR is an account's; make one for certificates alone");
        }

        var certificate = Make(order, names, request);
        limiter.CountCertificate(order.Names, order.Replaces);
        world.Authority.Certificates.Add(certificate);
        return certificate.Serial;
    }

    private AuthorityCertificate Make(Order order, string[] names, SigningRequest request)
    {
        var profile = IssuanceProfile.Require(order.Profile);
        var lifetime = world.Authority.Settings.Lifetime ?? profile.Lifetime;
        var start = world.Clock.Now - (lifetime / 10 < MostBackdating ? lifetime / 10 : MostBackdating);
        var notBefore = start.AddTicks(-(start.Ticks % TimeSpan.TicksPerSecond));
        var serial = NewSerial();
        using var signed = intermediate.Sign(Describe(profile, names, request), notBefore, notBefore + lifetime, serial);
        return new AuthorityCertificate
        {
            Serial = Convert.ToHexString(serial),
            Names = names,
            NotBefore = notBefore,
            NotAfter = notBefore + lifetime,
            Profile = profile.Name,
            Replaces = order.Replaces?.Serial,
            Id = CertificateIdText.Write(intermediate.KeyId.Span, serial),
            Account = order.Account.Id,
            Der = signed.RawData,
        };
    }

    private static CertificateRequest Describe(IssuanceProfile profile, string[] names, SigningRequest request)
    {
        var (key, classic) = (request.PublicKey, profile.IsClassic);
        var common = classic ? names.FirstOrDefault(name => name.Length <= 64) : null;
        var made = new CertificateRequest(new X500DistinguishedName(common is null ? "" : $"CN={common}"), key, HashAlgorithmName.SHA256);
        made.CertificateExtensions.Add(new X509BasicConstraintsExtension(
            certificateAuthority: false, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        made.CertificateExtensions.Add(new X509KeyUsageExtension(
            X509KeyUsageFlags.DigitalSignature | (classic && request.Key.IsRsa ? X509KeyUsageFlags.KeyEncipherment : X509KeyUsageFlags.None), critical: true));
        made.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        var alternatives = new SubjectAlternativeNameBuilder();
        Array.ForEach(names, alternatives.AddDnsName);
        made.CertificateExtensions.Add(alternatives.Build(critical: common is null));
        if (classic)
        {
            made.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(key, critical: false));
        }

        return made;
    }

    // The first octet is not zero, so that the serial number has one spelling; in every second one its top bit is set.
    private static byte[] NewSerial()
    {
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] |= 1;
        return serial;
    }
}
