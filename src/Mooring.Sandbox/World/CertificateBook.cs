using System.Collections.Immutable;

namespace Mooring.Sandbox.World;

/// <summary>The certificates that the test CA issued, oldest first.</summary>
public sealed class CertificateBook
{
    private readonly Lock gate = new();
    private ImmutableList<AuthorityCertificate> certificates = [];

    /// <summary>All of them, as they stand now.</summary>
    public ImmutableList<AuthorityCertificate> All
    {
        get
        {
            lock (gate)
            {
                return certificates;
            }
        }
    }

    /// <summary>Adds one.</summary>
    public void Add(AuthorityCertificate certificate)
    {
        lock (gate)
        {
            certificates = certificates.Add(certificate);
        }
    }

    /// <summary>The certificate of that serial number in hexadecimal of any case, or null.</summary>
    public AuthorityCertificate? Find(string serial) =>
        All.Find(certificate => certificate.Serial.Equals(serial, StringComparison.OrdinalIgnoreCase));

    /// <summary>Changes one and returns it; null when no certificate has that serial number.</summary>
    public AuthorityCertificate? Change(string serial, Func<AuthorityCertificate, AuthorityCertificate> change)
    {
        lock (gate)
        {
            if (Find(serial) is not { } old)
            {
                return null;
            }

            var changed = change(old);
            certificates = certificates.Replace(old, changed);
            return changed;
        }
    }
}
