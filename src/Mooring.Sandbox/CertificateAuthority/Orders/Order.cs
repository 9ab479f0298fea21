using System.Text.Json.Nodes;
using Mooring.Core.Names;
using Mooring.Sandbox.CertificateAuthority.Accounts;
using Mooring.Sandbox.CertificateAuthority.Requests;
using Mooring.Sandbox.Gateway;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.CertificateAuthority.Orders;

/// <summary>An order (RFC 8555 §7.1.3).</summary>
internal sealed class Order
{
    /// <summary>The end of its address.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required Account Account { get; init; }

    /// <summary>The names, no two alike, sorted.</summary>
    public required IReadOnlyList<DomainName> Names { get; init; }

    /// <summary>One for each name.</summary>
    public required IReadOnlyList<Authorization> Authorizations { get; init; }

    /// <summary>When it ends, by the servers' clock.</summary>
    public required DateTimeOffset Expires { get; init; }

    /// <summary>The profile asked for; null for the usual one.</summary>
    public string? Profile { get; init; }

    /// <summary>The certificate that it renews (RFC 9773 §5); null for none.</summary>
    public AuthorityCertificate? Replaces { get; init; }

    /// <summary>What came of it, and when in true time; null while it is not finalized.</summary>
    public (string Serial, DateTimeOffset At)? Finalized { get; set; }

    /// <summary>The status as RFC 8555 §7.1.6 names it.</summary>
    public string Status(WorldClock clock, TimeSpan processing)
    {
        if (Finalized is var (_, at))
        {
            return clock.TrueNow >= at + processing ? "valid" : "processing";
        }

        var parts = Authorizations.Select(authorization => authorization.Status(clock.Now)).ToArray();
        return clock.Now >= Expires || parts.Any(part => part is not ("valid" or "pending")) ? "invalid"
            : parts.All(part => part == "valid") ? "ready"
            : "pending";
    }

    /// <summary>Why it is invalid: what is wrong with its names, or its age.</summary>
    public Problem Error(DateTimeOffset now)
    {
        var failed = Authorizations.Where(authorization => authorization.Status(now) is not ("valid" or "pending"))
            .Select(authorization => Failure(authorization, now)).ToArray();
        return failed.Length == 0 ? new Problem("malformed", 400, "the order is expired") : Problem.Of(failed, $"{failed.Length} names could not be validated");
    }

    public JsonObject ToJson(AcmeUrls urls, WorldClock clock, TimeSpan processing)
    {
        var status = Status(clock, processing);

        // Neither the client's order nor the same for both lists: RFC 8555 promises none.
        var json = Json.Of(
            ("status", status),
            ("expires", Challenge.Stamp(Expires)),
            ("identifiers", Json.List(Names.Select(name => Json.Of(("type", "dns"), ("value", name.Value))))),
            ("authorizations", Json.List(Authorizations.Reverse().Select(authorization => (JsonNode?)urls.Authorization(authorization.Id)))),
            ("finalize", urls.Finalize(Id)));
        foreach (var (member, value) in Optional(status, urls, clock.Now))
        {
            json[member] = value;
        }

        return json;
    }

    private IEnumerable<(string Member, JsonNode Value)> Optional(string status, AcmeUrls urls, DateTimeOffset now)
    {
        if (Profile is not null)
        {
            yield return ("profile", Profile);
        }

        if (Replaces is not null)
        {
            yield return ("replaces", Replaces.Id);
        }

        if (status == "valid" && Finalized is var (serial, _))
        {
            yield return ("certificate", urls.Certificate(serial));
        }

        if (status == "invalid")
        {
            yield return ("error", Error(now).ToJson());
        }
    }

    private static Problem Failure(Authorization authorization, DateTimeOffset now)
    {
        var cause = authorization.Challenges.Select(challenge => challenge.Error).FirstOrDefault(error => error is not null)
            ?? new Problem("unauthorized", 403, $"the authorization is {authorization.Status(now)}");
        return cause with { Name = authorization.Name.Value };
    }
}
