using Mooring.Sandbox.CertificateAuthority.Requests;

namespace Mooring.Sandbox.CertificateAuthority.Faults;

/// <summary>Answers in place of the right ones.</summary>
internal sealed class WrongAnswers
{
    private static readonly AcmeReply[] All =
    [
        AcmeReply.Text(200, "text/html", "<html><head><title>Welcome</title></head><body>Please log in to the guest network.</body></html>\n"),
        AcmeReply.Text(200, "application/json", "{}"),
        AcmeReply.Text(200, "application/json", """{"newNonce":7,"newAccount":null,"newOrder":[],"status":{},"authorizations":"none","finalize":false}"""),
        AcmeReply.Text(200, "application/json", """{"status":"val"""),
        AcmeReply.Text(200, "application/json", "[]"),
    ];

    private int turn;

    /// <summary>The answer of a CA in maintenance, in Let's Encrypt's words.</summary>
    public static AcmeReply Maintenance { get; } = AcmeReply.Of(
        new Problem("serverInternal", 503, "The service is down for maintenance or had an internal error.") { RetryAfter = RetryHint.InMaintenance });

    /// <summary>The next of the wrong answers, in turn.</summary>
    public AcmeReply Next() => All[turn++ % All.Length];
}
