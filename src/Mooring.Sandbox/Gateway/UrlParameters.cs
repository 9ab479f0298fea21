namespace Mooring.Sandbox.Gateway;

/// <summary>Parameters of a query or a URL-encoded form.</summary>
internal static class UrlParameters
{
    /// <summary>Decodes them; of a repeated name the first value counts.</summary>
    public static Dictionary<string, string> Parse(string encoded)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in encoded.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? pair : pair[..equals];
            parameters.TryAdd(Decode(name), equals < 0 ? "" : Decode(pair[(equals + 1)..]));
        }

        return parameters;
    }

    /// <summary>The query's and, where there is one, the form's parameters.</summary>
    public static Dictionary<string, string> Of(ApiRequest request)
    {
        var parameters = Parse(request.RawQuery);
        if (request.HasForm)
        {
            foreach (var (name, value) in Parse(request.BodyText))
            {
                parameters.TryAdd(name, value);
            }
        }

        return parameters;
    }

    private static string Decode(string encoded) => Uri.UnescapeDataString(encoded.Replace('+', ' '));
}
