using System.Globalization;
using System.Text.Json.Nodes;
using Mooring.Sandbox.CertificateAuthority.Requests;
using Mooring.Sandbox.CertificateAuthority.Validation;
using Mooring.Sandbox.Gateway;

namespace Mooring.Sandbox.CertificateAuthority.Orders;

/// <summary>One way to prove control of a name (RFC 8555 §7.1.5, §8).</summary>
/// <param name="id">The end of its address.</param>
/// <param name="type">Its kind: <c>dns-01</c>, …</param>
/// <param name="token">What the proof is about; null where the kind has none.</param>
internal sealed class Challenge(string id, string type, string? token)
{
    private (DateTimeOffset At, Problem? Problem)? outcome;

    public string Id => id;

    public string Type => type;

    public string? Token => token;

    /// <summary>The status as RFC 8555 §7.1.6 names it.</summary>
    public string Status { get; private set; } = "pending";

    /// <summary>When it was found right, by the servers' clock.</summary>
    public DateTimeOffset? Validated { get; private set; }

    /// <summary>What was wrong.</summary>
    public Problem? Error { get; private set; }

    /// <summary>Notes what the check of an answer came to; it shows from that instant of true time on.</summary>
    public void Answer(Problem? problem, DateTimeOffset shownAt)
    {
        Status = "processing";
        outcome = (shownAt, problem);
    }

    /// <summary>Shows the outcome if its time has come; true if it did now.</summary>
    /// <param name="trueNow">True time.</param>
    /// <param name="now">The servers' time.</param>
    public bool Settle(DateTimeOffset trueNow, DateTimeOffset now)
    {
        if (outcome is not var (at, problem) || trueNow < at)
        {
            return false;
        }

        (outcome, Error, Status) = (null, problem, problem is null ? "valid" : "invalid");
        Validated = problem is null ? now : null;
        return true;
    }

    public JsonObject ToJson(AcmeUrls urls)
    {
        var json = Json.Of(("type", Type), ("url", urls.Challenge(Id)), ("status", Status));
        if (Token is not null)
        {
            json["token"] = Token;
        }

        if (Type == PersistentRecord.Type)
        {
            json["issuer-domain-names"] = Json.List([CaaCheck.Issuer]);
        }

        if (Validated is { } validated)
        {
            json["validated"] = Stamp(validated);
        }

        if (Error is not null)
        {
            json["error"] = Error.ToJson();
        }

        return json;
    }

    /// <summary>A time as RFC 3339 writes it.</summary>
    public static string Stamp(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
