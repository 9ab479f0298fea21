using Mooring.Sandbox.Gateway;

namespace Mooring.Sandbox.Alidns;

/// <summary>What a request says about itself in either signature scheme.</summary>
/// <remarks>Everything is null where the request does not say it.</remarks>
internal sealed record AlidnsCredentials
{
    public required bool IsAcs3 { get; init; }

    public required string? Action { get; init; }

    public required string? Version { get; init; }

    public required string? AccessKeyId { get; init; }

    public required string? Timestamp { get; init; }

    public required string? Nonce { get; init; }

    public required string? Token { get; init; }

    public required string? Signature { get; init; }

    /// <summary>ACS3: the names of the signed headers.</summary>
    public IReadOnlyList<string> SignedHeaders { get; init; } = [];

    public static AlidnsCredentials Of(ApiRequest request, IReadOnlyDictionary<string, string> parameters) =>
        request.Header("Authorization") is { } authorization
            && authorization.StartsWith(AlidnsSignature.Acs3, StringComparison.Ordinal)
            ? OfHeaders(request, Fields(authorization[AlidnsSignature.Acs3.Length..]))
            : OfParameters(parameters);

    private static AlidnsCredentials OfHeaders(ApiRequest request, IReadOnlyDictionary<string, string> fields) => new()
    {
        IsAcs3 = true,
        Action = request.Header("x-acs-action"),
        Version = request.Header("x-acs-version"),
        AccessKeyId = fields.GetValueOrDefault("Credential"),
        Timestamp = request.Header("x-acs-date"),
        Nonce = request.Header("x-acs-signature-nonce"),
        Token = request.Header("x-acs-security-token"),
        Signature = fields.GetValueOrDefault("Signature"),
        SignedHeaders = fields.GetValueOrDefault("SignedHeaders")?.Split(';', StringSplitOptions.RemoveEmptyEntries) ?? [],
    };

    private static AlidnsCredentials OfParameters(IReadOnlyDictionary<string, string> parameters) => new()
    {
        IsAcs3 = false,
        Action = parameters.GetValueOrDefault("Action"),
        Version = parameters.GetValueOrDefault("Version"),
        AccessKeyId = parameters.GetValueOrDefault("AccessKeyId"),
        Timestamp = parameters.GetValueOrDefault("Timestamp"),
        Nonce = parameters.GetValueOrDefault("SignatureNonce"),
        Token = parameters.GetValueOrDefault("SecurityToken"),
        Signature = parameters.GetValueOrDefault("Signature"),
    };

    private static Dictionary<string, string> Fields(string list)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = field.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                fields.TryAdd(field[..equals], field[(equals + 1)..]);
            }
        }

        return fields;
    }
}
