namespace Mooring.Acme;

/// <summary>Addresses that a CA names for us to call.</summary>
internal static class ServerUrl
{
    /// <summary>The address in a member of an answer.</summary>
    /// <exception cref="FormatException">It is none that may be called.</exception>
    public static Uri Parse(string? text, string member) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && IsAllowed(url) ? url : throw new FormatException($"{member} is no https address");

    /// <summary>As <see cref="Parse"/>, where the member may be left out.</summary>
    public static Uri? ParseIfAny(string? text, string member) => text is null ? null : Parse(text, member);

    /// <summary>RFC 8555 §6.1: HTTPS; a CA on this very machine may do without.</summary>
    public static bool IsAllowed(Uri url) =>
        (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)) && url.UserInfo.Length == 0;
}
