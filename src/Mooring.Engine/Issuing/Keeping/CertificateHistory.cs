using System.Globalization;
using Mooring.Core;
using Mooring.Core.Certificates;
using Mooring.Engine.Journal;
using Mooring.Engine.Store;

namespace Mooring.Engine.Issuing.Keeping;

/// <summary>Remembers what became of certificates beside what became of records: lines of kind <see cref="JournalKind.Certificate"/>.</summary>
/// <param name="store">Where the journal is kept.</param>
/// <param name="time">The clock.</param>
public sealed class CertificateHistory(IStateStore store, TimeProvider time)
{
    /// <summary>The actions; users' programs read these words.</summary>
    public const string Issue = "issue";

    /// <inheritdoc cref="Issue"/>
    public const string Deploy = "deploy";

    /// <inheritdoc cref="Issue"/>
    public const string Revoke = "revoke";

    private readonly RoundJournal journal = new(store, time);

    /// <summary>It was issued: by whom, and until when it is valid.</summary>
    public Task IssuedAsync(StoredCertificate certificate, CancellationToken cancellation) =>
        NoteAsync(Line(certificate.Name, certificate.Kind, Issue) with { From = certificate.Origin.Issuer, To = Instant(certificate.Validity.NotAfter) }, cancellation);

    /// <summary>It was deployed: which version.</summary>
    public Task DeployedAsync(StoredCertificate certificate, CancellationToken cancellation) =>
        NoteAsync(Line(certificate.Name, certificate.Kind, Deploy) with { To = certificate.Version.ToString(CultureInfo.InvariantCulture) }, cancellation);

    /// <summary>It was revoked: its serial number.</summary>
    public Task RevokedAsync(StoredCertificate certificate, CancellationToken cancellation) =>
        NoteAsync(Line(certificate.Name, certificate.Kind, Revoke) with { To = certificate.Serial }, cancellation);

    /// <summary>One of these failed; an attempt that fails again for the same reason is no line of its own.</summary>
    public Task FailedAsync(string name, CertificateKeyKind kind, string action, Text why, CancellationToken cancellation) =>
        NoteAsync(Line(name, kind, action) with { Outcome = "failed", To = why.English }, cancellation);

    private JournalLine Line(string name, CertificateKeyKind kind, string action) =>
        new(time.GetUtcNow(), Name: name, Type: kind.Word(), Action: action, Outcome: "applied", Kind: JournalKind.Certificate);

    private async Task NoteAsync(JournalLine line, CancellationToken cancellation)
    {
        try
        {
            await journal.AddAsync(line, cancellation);
        }
        catch (StateStoreException)
        {
            // What keeps us from remembering this keeps nobody from having a certificate; where it hinders, it is told there.
        }
    }

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
