using System.Text.Json;
using System.Text.Json.Nodes;
using Mooring.Sandbox.Gateway;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.Control;

/// <summary>The rate limits of the test CA, as the control API shows and takes them: each <c>{"burst","refillSeconds"}</c>, or null for none.</summary>
internal static class ControlLimits
{
    private const string LetsEncrypt = "letsencrypt";
    private const double ThirtyDays = 30 * 86400.0;

    /// <summary>The limits in force; null for none at all.</summary>
    public static JsonNode? Show(AuthorityLimits limits) => limits == AuthorityLimits.None ? null : Json.Of(
        ("newAccounts", Show(limits.NewAccounts)),
        ("newOrders", Show(limits.NewOrders)),
        ("certificatesPerDomain", Show(limits.CertificatesPerDomain)),
        ("certificatesPerSet", Show(limits.CertificatesPerSet)),
        ("failedValidations", Show(limits.FailedValidations)));

    /// <summary>An object with the limits there shall be, the word <c>letsencrypt</c> for its published ones, or nothing for none.</summary>
    public static AuthorityLimits Read(JsonElement? given) => given switch
    {
        null => AuthorityLimits.None,
        { ValueKind: JsonValueKind.String } word when word.GetString() == LetsEncrypt => AuthorityLimits.LetsEncrypt,
        { ValueKind: JsonValueKind.Object } limits => Read(new ControlObject(
            limits, "newAccounts", "newOrders", "certificatesPerDomain", "certificatesPerSet", "failedValidations")),
        _ => throw ControlError.BadValue("rateLimits", $"an object of limits, '{LetsEncrypt}' or null", $"限额对象、“{LetsEncrypt}”或 null"),
    };

    private static AuthorityLimits Read(ControlObject limits) => new(
        Rate(limits, "newAccounts"),
        Rate(limits, "newOrders"),
        Rate(limits, "certificatesPerDomain"),
        Rate(limits, "certificatesPerSet"),
        Rate(limits, "failedValidations"));

    private static AuthorityRate? Rate(ControlObject limits, string name)
    {
        if (limits.Value(name) is not { } value)
        {
            return null;
        }

        var given = new ControlObject(value, "burst", "refillSeconds");
        return new AuthorityRate(
            given.Whole("burst", 1, 1_000_000) ?? throw ControlError.BadValue("burst", "given", "必填项"),
            TimeSpan.FromSeconds(given.Number("refillSeconds", 0.001, ThirtyDays) ?? throw ControlError.BadValue("refillSeconds", "given", "必填项")));
    }

    private static JsonObject? Show(AuthorityRate? rate) =>
        rate is null ? null : Json.Of(("burst", rate.Burst), ("refillSeconds", rate.Refill.TotalSeconds));
}
