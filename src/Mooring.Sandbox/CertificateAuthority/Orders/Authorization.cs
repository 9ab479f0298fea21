using System.Text.Json.Nodes;
using Mooring.Core.Names;
using Mooring.Sandbox.CertificateAuthority.Accounts;
using Mooring.Sandbox.CertificateAuthority.Requests;
using Mooring.Sandbox.Gateway;

namespace Mooring.Sandbox.CertificateAuthority.Orders;

/// <summary>An account's authorization for a name, or on the way to one (RFC 8555 §7.1.4).</summary>
internal sealed class Authorization
{
    /// <summary>The end of its address.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required Account Account { get; init; }

    /// <summary>The name as ordered, with <c>*.</c> for a wildcard.</summary>
    public required DomainName Name { get; init; }

    /// <summary>The ways to prove it.</summary>
    public required IReadOnlyList<Challenge> Challenges { get; init; }

    /// <summary>When it ends, by the servers' clock; later once it is valid.</summary>
    public required DateTimeOffset Expires { get; set; }

    /// <summary>Whether its holder gave it up.</summary>
    public bool IsDeactivated { get; set; }

    /// <summary>The name that is proven: without <c>*.</c>.</summary>
    public DomainName Proven => Name.IsWildcard ? Name.Parent! : Name;

    /// <summary>Whether a challenge was answered and is not decided yet.</summary>
    public bool IsProcessing => Challenges.Any(challenge => challenge.Status == "processing");

    /// <summary>The status as RFC 8555 §7.1.6 names it.</summary>
    /// <param name="now">The servers' time.</param>
    public string Status(DateTimeOffset now) =>
        IsDeactivated ? "deactivated"
        : Challenges.Any(challenge => challenge.Status == "invalid") ? "invalid"
        : now >= Expires ? "expired"
        : Challenges.Any(challenge => challenge.Status == "valid") ? "valid"
        : "pending";

    public JsonObject ToJson(AcmeUrls urls, DateTimeOffset now)
    {
        // Once one was answered, the others are of no more use and are left out (RFC 8555 §7.1.4).
        var shown = Challenges.All(challenge => challenge.Status == "pending") ? Challenges : Challenges.Where(challenge => challenge.Status != "pending");
        var json = Json.Of(
            ("status", Status(now)),
            ("expires", Challenge.Stamp(Expires)),
            ("identifier", Json.Of(("type", "dns"), ("value", Proven.Value))),
            ("challenges", Json.List(shown.Select(challenge => challenge.ToJson(urls)))));
        if (Name.IsWildcard)
        {
            json["wildcard"] = true;
        }

        return json;
    }
}
