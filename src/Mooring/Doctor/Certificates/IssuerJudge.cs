using Mooring.Core;
using Mooring.Engine.Issuing.Ordering;

namespace Mooring.Doctor.Certificates;

/// <summary>Judges whether an authority is there and serves what the configuration asks of it. Pure.</summary>
internal static class IssuerJudge
{
    /// <summary>One finding.</summary>
    public static Finding Judge(AuthorityOffer offer)
    {
        var issuer = offer.Issuer;
        Finding Of(Severity severity, Text message, Text? mend) => new(FindingIds.CertificateIssuer, severity, issuer.Name, message, mend);
        return offer switch
        {
            { Error: { } why } => Of(Severity.Fault, why, new Text(
                $"`curl -I {issuer.Directory}` shows what stands in the way; a second name in `issuer:` is asked where this one fails",
                $"`curl -I {issuer.Directory}` 可显示障碍所在；`issuer:` 中的第二个名称会在此颁发机构失败时使用")),
            { NeedsExternalAccount: true } when issuer is { Binding: null, BindingFrom: null } => Of(
                Severity.Fault,
                new Text("it wants credentials of an account of yours there, and `eab:` is missing", "它要求您在该处账户的凭据，但未设置 `eab:`"),
                new Text($"copy key id and HMAC key from its console into `eab:` of issuers.{issuer.Name}", $"请从其控制台将 key id 和 HMAC 密钥填入 issuers.{issuer.Name} 的 `eab:`")),
            _ when issuer is { Profile: { } profile, ProfilePreferred: false } && !offer.Profiles.Contains(profile, StringComparer.Ordinal) => Of(
                Severity.Fault,
                new Text($"it offers no profile {profile}, only: {Profiles(offer)}", $"它没有名为 {profile} 的 profile，仅有：{Profiles(offer)}"),
                new Text($"choose one of them as `profile:` of issuers.{issuer.Name}", $"请在 issuers.{issuer.Name} 的 `profile:` 中选择其一")),
            _ => Of(Severity.Ok, new Text($"{issuer.Directory.Host} answers", $"{issuer.Directory.Host} 可用"), null),
        };
    }

    private static string Profiles(AuthorityOffer offer) => offer.Profiles.Count == 0 ? "-" : string.Join(", ", offer.Profiles);
}
