using System.Security.Cryptography;
using System.Text;
using Mooring.Configuration.Settings;
using Mooring.Core.Names;

namespace Mooring.Web;

/// <summary>What a caller may do.</summary>
internal enum Admission
{
    /// <summary>It shows a token with the scope.</summary>
    Granted,

    /// <summary>It shows no token, or none that is known.</summary>
    Unknown,

    /// <summary>Its token is known and lacks the scope.</summary>
    Lacking,
}

/// <summary>Tells callers by their tokens. Pure.</summary>
internal static class Callers
{
    private const string Bearer = "Bearer ";
    private const string Basic = "Basic ";

    /// <summary>Whether an <c>Authorization</c> header opens a scope: <c>Bearer TOKEN</c>, or <c>Basic</c> with the token as password.</summary>
    public static Admission Admit(string? authorization, string scope, IEnumerable<TokenSettings> tokens)
    {
        var shown = Shown(authorization, tokens);
        return shown.Any(token => Opens(token, scope)) ? Admission.Granted : shown.Count > 0 ? Admission.Lacking : Admission.Unknown;
    }

    /// <summary>Where whoever shows that header may publish, by all entries of its token that have the scope.</summary>
    public static IReadOnlyList<DomainName> Domains(string? authorization, string scope, IEnumerable<TokenSettings> tokens) =>
        [.. Shown(authorization, tokens).Where(token => Opens(token, scope)).SelectMany(token => token.Domains)];

    private static bool Opens(TokenSettings token, string scope) => token.Scopes.Contains(scope, StringComparer.Ordinal);

    private static List<TokenSettings> Shown(string? authorization, IEnumerable<TokenSettings> tokens)
    {
        var shown = Digest(TokenOf(authorization ?? ""));

        // Every token is compared, and in constant time, so that the time tells nothing of any.
        return [.. tokens.Where(token => CryptographicOperations.FixedTimeEquals(shown, Digest(token.Token.Reveal())))];
    }

    // Digests have one length whatever the tokens' lengths are.
    private static byte[] Digest(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private static string TokenOf(string authorization) =>
        authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? authorization[Bearer.Length..].Trim()
        : authorization.StartsWith(Basic, StringComparison.OrdinalIgnoreCase) ? PasswordOf(authorization[Basic.Length..].Trim())
        : "";

    private static string PasswordOf(string credentials)
    {
        var octets = new byte[credentials.Length];
        return Convert.TryFromBase64String(credentials, octets, out var length)
            && Encoding.UTF8.GetString(octets, 0, length).Split(':', 2) is [_, var password] ? password : "";
    }
}
