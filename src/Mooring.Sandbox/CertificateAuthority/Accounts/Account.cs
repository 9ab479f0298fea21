using System.Text.Json.Nodes;
using Mooring.Sandbox.CertificateAuthority.Jose;
using Mooring.Sandbox.CertificateAuthority.Requests;
using Mooring.Sandbox.Gateway;

namespace Mooring.Sandbox.CertificateAuthority.Accounts;

/// <summary>An account (RFC 8555 §7.1.2).</summary>
/// <param name="id">The end of its address.</param>
/// <param name="key">Its key.</param>
internal sealed class Account(string id, Jwk key)
{
    public string Id => id;

    /// <summary>Its key; changes with a key change.</summary>
    public Jwk Key { get; set; } = key;

    /// <summary>Where its holder can be reached, as URLs.</summary>
    public IReadOnlyList<string> Contacts { get; set; } = [];

    /// <summary>The external account that it was bound to; null for none.</summary>
    public string? ExternalKeyId { get; init; }

    /// <summary>Whether its holder gave it up, for ever.</summary>
    public bool IsDeactivated { get; set; }

    public JsonObject ToJson(AcmeUrls urls) => Json.Of(
        ("status", IsDeactivated ? "deactivated" : "valid"),
        ("contact", Json.List(Contacts.Select(contact => (JsonNode?)contact))),
        ("termsOfServiceAgreed", true),
        ("orders", urls.Orders(Id)));
}
