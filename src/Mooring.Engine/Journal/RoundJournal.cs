using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Mooring.Engine.Store;
using Mooring.Engine.Updating;

namespace Mooring.Engine.Journal;

/// <summary>What happened, when and why: the last <see cref="Kept"/> lines.</summary>
/// <param name="store">Where it is kept.</param>
/// <param name="time">The clock.</param>
public sealed class RoundJournal(IStateStore store, TimeProvider time)
{
    /// <summary>How many lines are kept; older ones fall off, so that the file stays small on a NAS that runs for years.</summary>
    public const int Kept = 1000;

    private readonly StateDocumentOf<JournalPage> page = new(store, "journal", JournalJson.Default.JournalPage, JournalPage.Empty);

    /// <summary>Adds what is new in a round, in one write of the document; a round without news adds nothing.</summary>
    public async Task AddAsync(RoundFacts facts, CancellationToken cancellation)
    {
        var at = time.GetUtcNow();
        await page.ChangeAsync(
            before => JournalNews.Of(before.Lines, facts, at) is { } lines ? before with { Lines = [.. lines.TakeLast(Kept)] } : before, cancellation);
    }

    /// <summary>Adds one line; a failure that was the last thing told of the same only counts further.</summary>
    public Task AddAsync(JournalLine line, CancellationToken cancellation) =>
        page.ChangeAsync(before => before with { Lines = [.. JournalNews.With(before.Lines, line).TakeLast(Kept)] }, cancellation);

    /// <summary>The lines, oldest first.</summary>
    public async Task<ImmutableArray<JournalLine>> ReadAsync(CancellationToken cancellation) => (await page.ReadAsync(cancellation)).Lines;
}

/// <summary>One line of the journal.</summary>
/// <param name="At">When the round ended, by this machine's clock.</param>
/// <param name="Account">The account.</param>
/// <param name="Name">The owner as A-labels; of an address, its source; of an offset, the peer; of a certificate, its name.</param>
/// <param name="Type">The type; of an address, its family; of a certificate, its kind of key.</param>
/// <param name="Line">The provider's word for the line.</param>
/// <param name="Action">What was to be done.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="From">The value before.</param>
/// <param name="To">
/// The value after; of a trigger, what it was; of a plan, its counts; of an offset, seconds; of a certificate, until when it is valid, which version
/// was deployed, which serial number was revoked, or why not.
/// </param>
/// <param name="Fault">The kind of failure.</param>
/// <param name="Code">The provider's code.</param>
/// <param name="RequestId">The provider's request id.</param>
/// <param name="Kind">One of <see cref="JournalKind"/>; null in what was a write or a failure, which <paramref name="Outcome"/> tells.</param>
/// <param name="Until">When the same failure was last seen; null where it was seen once.</param>
/// <param name="Times">How often it was seen; null for once.</param>
public sealed record JournalLine(
    DateTimeOffset At, string? Account = null, string? Name = null, string? Type = null, string? Line = null, string? Action = null, string? Outcome = null,
    string? From = null, string? To = null, string? Fault = null, string? Code = null, string? RequestId = null,
    string? Kind = null, DateTimeOffset? Until = null, int? Times = null)
{
    /// <summary>Whether it tells that something failed.</summary>
    [JsonIgnore]
    public bool IsFailure => Outcome == "failed";

    /// <summary>What kind of line it is.</summary>
    [JsonIgnore]
    public string Sort => Kind ?? (IsFailure ? JournalKind.Failure : JournalKind.Write);

    /// <summary>The line of a change.</summary>
    public static JournalLine Of(DateTimeOffset at, Change change) => new(
        at, change.Account, change.Name.Value, change.Type.Name, change.Line, Word(change.Action.ToString()), Word(change.Outcome.ToString()),
        change.From.IsEmpty ? null : string.Join(", ", change.From), change.To.IsEmpty ? null : string.Join(", ", change.To),
        change.Error?.Fault, change.Error?.Code, change.Error?.RequestId);

    private static string Word(string name) => name.ToLowerInvariant();
}

/// <summary>The document.</summary>
/// <param name="Version">Format of this document.</param>
/// <param name="Lines">Oldest first.</param>
internal sealed record JournalPage(int Version, ImmutableArray<JournalLine> Lines)
{
    /// <summary>Nothing happened yet.</summary>
    public static readonly JournalPage Empty = new(1, []);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JournalPage))]
internal sealed partial class JournalJson : JsonSerializerContext;
