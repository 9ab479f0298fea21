using System.Text.RegularExpressions;

namespace Mooring.Sandbox.TencentCloud;

/// <summary>The parts of a TC3 <c>Authorization</c> header.</summary>
/// <remarks>The service is what the client says: the SDK takes the endpoint up to its first dot, so <c>127</c> for a loopback address.</remarks>
internal sealed partial record Tc3Authorization(string SecretId, string Date, string Service, IReadOnlyList<string> SignedHeaders, string Signature)
{
    /// <summary>Reads the header; null when it has another form.</summary>
    public static Tc3Authorization? Parse(string? header)
    {
        var match = Form().Match(header ?? "");
        return match.Success
            ? new Tc3Authorization(
                match.Groups["id"].Value,
                match.Groups["date"].Value,
                match.Groups["service"].Value,
                match.Groups["headers"].Value.Split(';'),
                match.Groups["signature"].Value)
            : null;
    }

    [GeneratedRegex(
        @"^TC3-HMAC-SHA256 +Credential=(?<id>[^/, ]+)/(?<date>\d{4}-\d{2}-\d{2})/(?<service>[^/, ]+)/tc3_request, *SignedHeaders=(?<headers>[^, ]+), *Signature=(?<signature>[0-9a-f]{64})$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}
