using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Mooring.Sandbox.CertificateAuthority.Issuing;
using Mooring.Sandbox.CertificateAuthority.Jose;
using Mooring.Sandbox.CertificateAuthority.Requests;
using Mooring.Sandbox.CertificateAuthority.Validation;
using Mooring.Sandbox.Gateway;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.CertificateAuthority.Directory;

/// <summary>The directory (RFC 8555 §7.1.1).</summary>
internal static class DirectoryDocument
{
    public static JsonObject Of(AcmeUrls urls, AuthoritySettings settings) => Json.Of(
        ("newNonce", urls.NewNonce),
        ("newAccount", urls.NewAccount),
        ("newOrder", urls.NewOrder),
        ("revokeCert", urls.RevokeCert),
        ("keyChange", urls.KeyChange),
        ("renewalInfo", urls.RenewalInfo),

        // Let's Encrypt adds a member of a random name too, so that clients learn to ignore what they do not know.
        (Base64UrlText.Write(RandomNumberGenerator.GetBytes(8)), "https://letsencrypt.org/docs/acme-protocol-updates/"),
        ("meta", Json.Of(
            ("termsOfService", urls.Terms),
            ("website", $"{urls.Base}/"),
            ("caaIdentities", Json.List([CaaCheck.Issuer])),
            ("externalAccountRequired", settings.ExternalAccounts is not null),
            ("profiles", Profiles()))));

    private static JsonObject Profiles() => Json.Of([.. IssuanceProfile.All.Select(profile => (profile.Name, (JsonNode?)profile.About))]);
}
