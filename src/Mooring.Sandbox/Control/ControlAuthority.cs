using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mooring.Sandbox.CertificateAuthority.Jose;
using Mooring.Sandbox.Gateway;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.Control;

/// <summary>How the test CA behaves, as the control API shows and takes it.</summary>
internal static class ControlAuthority
{
    private const double TenYears = 10 * 366 * 86400.0;

    private static readonly string[] Modes = [.. Enum.GetNames<AuthorityMode>().Select(name => name.ToLowerInvariant())];
    private static readonly string[] Forms = [.. Enum.GetNames<RetryAfterForm>().Select(name => name.ToLowerInvariant())];

    /// <summary>The settings in force.</summary>
    public static JsonObject Show(AuthoritySettings settings) => Json.Of(
        ("mode", settings.Mode.ToString().ToLowerInvariant()),
        ("nonceRejection", settings.NonceRejection),
        ("validationSeconds", settings.Validation.TotalSeconds),
        ("processingSeconds", settings.Processing.TotalSeconds),
        ("lifetimeSeconds", settings.Lifetime?.TotalSeconds),
        ("authorizationReuse", settings.AuthorizationReuse),
        ("externalAccounts", settings.ExternalAccounts is { } keys ? Json.Of([.. keys.Select(key => (key.Key, (JsonNode?)key.Value))]) : null),
        ("rateLimits", ControlLimits.Show(settings.RateLimits)),
        ("retryAfter", settings.RetryAfter.ToString().ToLowerInvariant()),
        ("renewalCheckSeconds", settings.RenewalCheck.TotalSeconds));

    /// <summary>Only the keys given change; null returns to the default.</summary>
    public static AuthoritySettings Change(JsonElement body, AuthoritySettings old)
    {
        var given = new ControlObject(
            body, [.. Show(AuthoritySettings.Default).Select(member => member.Key)]);
        var usual = AuthoritySettings.Default;
        return new AuthoritySettings
        {
            Mode = given.Has("mode") ? Parse<AuthorityMode>(given.Word("mode", Modes)) : old.Mode,
            NonceRejection = given.Has("nonceRejection") ? given.Number("nonceRejection", 0, 1) ?? usual.NonceRejection : old.NonceRejection,
            Validation = given.Has("validationSeconds") ? given.Seconds("validationSeconds") ?? usual.Validation : old.Validation,
            Processing = given.Has("processingSeconds") ? given.Seconds("processingSeconds") ?? usual.Processing : old.Processing,
            Lifetime = given.Has("lifetimeSeconds") ? Lifetime(given) : old.Lifetime,
            AuthorizationReuse = given.Has("authorizationReuse") ? given.Number("authorizationReuse", 0, 1) ?? usual.AuthorizationReuse : old.AuthorizationReuse,
            ExternalAccounts = given.Has("externalAccounts") ? Keys(given) : old.ExternalAccounts,
            RateLimits = given.Has("rateLimits") ? ControlLimits.Read(given.Value("rateLimits")) : old.RateLimits,
            RetryAfter = given.Has("retryAfter") ? Parse<RetryAfterForm>(given.Word("retryAfter", Forms)) : old.RetryAfter,
            RenewalCheck = given.Has("renewalCheckSeconds") ? given.Seconds("renewalCheckSeconds") ?? usual.RenewalCheck : old.RenewalCheck,
        };
    }

    /// <summary>The root certificates, the usual one first.</summary>
    public static JsonArray Roots(AuthorityWorld authority) => Json.List(authority.Roots.Select(pem => (JsonNode?)pem));

    /// <summary>The requests that it received, newest last.</summary>
    public static JsonArray Calls(AuthorityJournal journal) => Json.List(journal.Entries.Select(call => Json.Of(
        ("resource", call.Resource),
        ("account", call.Account),
        ("at", ControlCalls.Stamp(call.At)),
        ("status", call.Status),
        ("problem", call.Problem))));

    private static T Parse<T>(string? word)
        where T : struct, Enum => word is null ? default : Enum.Parse<T>(word, ignoreCase: true);

    private static TimeSpan? Lifetime(ControlObject given) =>
        given.Number("lifetimeSeconds", 1, TenYears) is { } seconds ? TimeSpan.FromSeconds(Math.Floor(seconds)) : null;

    private static ImmutableSortedDictionary<string, string>? Keys(ControlObject given) =>
        given.Value("externalAccounts") is not { } keys ? null
        : keys.ValueKind == JsonValueKind.Object && keys.EnumerateObject().All(key => key.Value.ValueKind == JsonValueKind.String && IsKey(key.Value.GetString()!))
            ? keys.EnumerateObject().DistinctBy(key => key.Name, StringComparer.Ordinal).ToImmutableSortedDictionary(key => key.Name, key => key.Value.GetString()!, StringComparer.Ordinal)
            : throw ControlError.BadValue(
                "externalAccounts", "an object with a key in base64url for each key id, or null", "以密钥编号为键、base64url 密钥为值的对象，或 null");

    private static bool IsKey(string text) => Base64UrlText.Read(text) is { Length: > 0 };
}
