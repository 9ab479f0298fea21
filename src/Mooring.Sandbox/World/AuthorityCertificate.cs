namespace Mooring.Sandbox.World;

/// <summary>When the CA suggests to renew a certificate (RFC 9773 §4.2).</summary>
/// <param name="Start">Its start.</param>
/// <param name="End">Its end; later than the start.</param>
public sealed record RenewalWindow(DateTimeOffset Start, DateTimeOffset End);

/// <summary>A certificate that the test CA issued.</summary>
public sealed record AuthorityCertificate
{
    /// <summary>The serial number in upper-case hexadecimal, as <c>openssl x509 -serial</c> prints it.</summary>
    public required string Serial { get; init; }

    /// <summary>The names it is for, as A-labels, sorted.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>Start of validity, by the servers' clock.</summary>
    public required DateTimeOffset NotBefore { get; init; }

    /// <summary>End of validity, by the servers' clock.</summary>
    public required DateTimeOffset NotAfter { get; init; }

    /// <summary>The profile it was made by.</summary>
    public required string Profile { get; init; }

    /// <summary>The serial number of the certificate that it replaces; null for none.</summary>
    public string? Replaces { get; init; }

    /// <summary>Its identifier in renewal information (RFC 9773 §4.1).</summary>
    public required string Id { get; init; }

    /// <summary>The account that ordered it.</summary>
    public required string Account { get; init; }

    /// <summary>The certificate.</summary>
    public required ReadOnlyMemory<byte> Der { get; init; }

    /// <summary>When it was revoked, by the servers' clock; null while it is not.</summary>
    public DateTimeOffset? Revoked { get; init; }

    /// <summary>When to renew it, where that was set; null for the usual window.</summary>
    public RenewalWindow? Window { get; init; }
}
