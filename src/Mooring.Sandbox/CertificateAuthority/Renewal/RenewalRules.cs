using Mooring.Sandbox.World;

namespace Mooring.Sandbox.CertificateAuthority.Renewal;

/// <summary>When a certificate is to be renewed.</summary>
internal static class RenewalRules
{
    private static readonly TimeSpan Short = TimeSpan.FromDays(10);

    /// <summary>What was set; for a revoked certificate a window in the past; else the usual one.</summary>
    public static RenewalWindow WindowOf(AuthorityCertificate certificate) =>
        certificate.Window ?? (certificate.Revoked is { } revoked ? Past(revoked) : Usual(certificate));

    /// <summary>Around the point at which a third of the lifetime is left, half where it is ten days or less; a fiftieth of it wide.</summary>
    public static RenewalWindow Usual(AuthorityCertificate certificate)
    {
        var lifetime = certificate.NotAfter - certificate.NotBefore;
        var ideal = certificate.NotBefore + (lifetime <= Short ? lifetime / 2 : lifetime * 2 / 3);
        return new RenewalWindow(ideal - (lifetime / 100), ideal + (lifetime / 100));
    }

    /// <summary>A window that is over: renew now.</summary>
    public static RenewalWindow Past(DateTimeOffset now) => new(now - TimeSpan.FromHours(2), now - TimeSpan.FromHours(1));
}
