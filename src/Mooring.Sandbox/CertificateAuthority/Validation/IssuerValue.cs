namespace Mooring.Sandbox.CertificateAuthority.Validation;

/// <summary>A CA's domain name with parameters, as CAA's <c>issue</c> and dns-persist-01 write it (RFC 8659 §4.2).</summary>
/// <param name="Issuer">The CA's domain name in lower case; empty for none.</param>
/// <param name="Parameters">The parameters, tags in lower case.</param>
internal sealed record IssuerValue(string Issuer, IReadOnlyDictionary<string, string> Parameters)
{
    /// <summary>A parameter; null when it is left out.</summary>
    public string? this[string tag] => Parameters.GetValueOrDefault(tag.ToLowerInvariant());

    /// <summary>Reads a value; null when a parameter is not <c>tag=value</c> or stands twice.</summary>
    public static IssuerValue? Read(string text)
    {
        var parts = text.Split(';', StringSplitOptions.TrimEntries);
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in parts[1..].Where(part => part.Length > 0))
        {
            if (part.IndexOf('=', StringComparison.Ordinal) is var at && at <= 0
                || !parameters.TryAdd(part[..at].TrimEnd().ToLowerInvariant(), part[(at + 1)..].TrimStart()))
            {
                return null;
            }
        }

        return new IssuerValue(parts[0].ToLowerInvariant(), parameters);
    }
}
