namespace Mooring.Acme;

/// <summary>Addresses that a CA names for people to open.</summary>
internal static class WebPage
{
    /// <summary>The page; null where none is named, or none that a person may be sent to.</summary>
    public static Uri? At(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var page) && page.Scheme is "https" or "http" ? page : null;
}
