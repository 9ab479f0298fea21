using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mooring.Core;
using Mooring.Sandbox.CertificateAuthority.Renewal;
using Mooring.Sandbox.Gateway;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.Control;

/// <summary>The certificates of the test CA, as the control API shows and changes them.</summary>
internal static class ControlCertificates
{
    /// <summary>All of them, oldest first.</summary>
    public static JsonArray Show(CertificateBook book) => Json.List(book.All.Select(Show));

    /// <summary>
    /// <c>{"revoked":true}</c> revokes one; <c>{"window":{"start","end"}}</c> moves its renewal window, <c>"now"</c> into the past,
    /// <c>null</c> back to the usual one.
    /// </summary>
    public static JsonObject Change(SandboxWorld world, string serial, JsonElement body)
    {
        var given = new ControlObject(body, "revoked", "window");
        if (given.Value("revoked") is { } flag && flag.ValueKind != JsonValueKind.True)
        {
            throw ControlError.BadValue("revoked", "true; what is revoked stays so", " true；吊销后不可恢复");
        }

        var window = given.Value("window") is { } value ? Window(value, world.Clock.Now) : null;
        return Show(world.Authority.Certificates.Change(serial, old => old with
        {
            Revoked = given.Value("revoked") is null ? old.Revoked : old.Revoked ?? world.Clock.Now,
            Window = given.Has("window") ? window : old.Window,
        }) ?? throw new ControlError(404, new Text($"there is no certificate {serial}", $"没有证书 {serial}")));
    }

    private static JsonObject Show(AuthorityCertificate certificate)
    {
        var window = RenewalRules.WindowOf(certificate);
        return Json.Of(
            ("serial", certificate.Serial),
            ("names", Json.List(certificate.Names.Select(name => (JsonNode?)name))),
            ("notBefore", ControlCalls.Stamp(certificate.NotBefore)),
            ("notAfter", ControlCalls.Stamp(certificate.NotAfter)),
            ("revoked", certificate.Revoked is not null),
            ("profile", certificate.Profile),
            ("replaces", certificate.Replaces),
            ("window", Json.Of(("start", ControlCalls.Stamp(window.Start)), ("end", ControlCalls.Stamp(window.End)))));
    }

    private static RenewalWindow Window(JsonElement value, DateTimeOffset now)
    {
        if (value.ValueKind == JsonValueKind.String && value.GetString() == "now")
        {
            return RenewalRules.Past(now);
        }

        var given = new ControlObject(value, "start", "end");
        var window = new RenewalWindow(Time(given, "start"), Time(given, "end"));
        return window.Start < window.End ? window : throw ControlError.BadValue("end", "later than start", "晚于 start 的时间");
    }

    private static DateTimeOffset Time(ControlObject given, string key) =>
        DateTimeOffset.TryParse(given.RequiredText(key), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time
        : throw ControlError.BadValue(key, "a time like 2026-11-22T08:00:00Z", "形如 2026-11-22T08:00:00Z 的时间");
}
