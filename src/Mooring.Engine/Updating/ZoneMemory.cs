using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Mooring.Core.Names;
using Mooring.Core.Planning;
using Mooring.Core.Records;

namespace Mooring.Engine.Updating;

/// <summary>What is remembered of one zone: which records are ours, what we were about to write, what the edition allows.</summary>
public sealed record ZoneMemory
{
    /// <summary>Nothing remembered.</summary>
    public static readonly ZoneMemory Empty = new() { Version = 1, Records = [], Intents = [], Deletions = [] };

    /// <summary>Format of this document.</summary>
    public required int Version { get; init; }

    /// <summary>The lowest TTL in seconds that the zone's edition takes, once it refused a lower one.</summary>
    public int? MinimumTtl { get; init; }

    /// <summary>Our records.</summary>
    public required ImmutableArray<RememberedRecord> Records { get; init; }

    /// <summary>Additions that were about to be sent and of which no record id is known yet.</summary>
    public required ImmutableArray<RememberedIntent> Intents { get; init; }

    /// <summary>Records we deleted a moment ago, for providers whose listing lags.</summary>
    public required ImmutableArray<RememberedDeletion> Deletions { get; init; }

    /// <summary>Sets that others changed after we had set them. A document that lacks them, or holds nulls, is read as if it did not.</summary>
    public ImmutableArray<RememberedDispute> Disputes { get; init => field = value.IsDefault ? [] : [.. value.OfType<RememberedDispute>().Where(dispute => !dispute.Times.IsDefault)]; } = [];

    /// <summary>Which records are ours, as the planner wants to know it.</summary>
    /// <param name="mark">Our mark in remarks; null where marks are not read.</param>
    public Ownership Ours(string? mark) =>
        new([.. Records.Select(record => record.Id)], [.. Intents.Select(intent => intent.ToIntent()).OfType<Intent>()], mark);
}

/// <summary>A record of ours as last written or seen.</summary>
/// <param name="Id">The provider's id.</param>
/// <param name="Name">The owner as A-labels.</param>
/// <param name="Type">The type.</param>
/// <param name="Line">The provider's word for the line.</param>
/// <param name="LineCode">The provider's code for the line.</param>
/// <param name="Value">The data.</param>
/// <param name="Ttl">Seconds.</param>
/// <param name="At">When we last wrote it, or took it over.</param>
/// <param name="Priority">MX only.</param>
/// <param name="Gone">Whether it was said that its entry is no longer in the configuration.</param>
public sealed record RememberedRecord(
    string Id, string Name, string Type, string Line, string LineCode, string Value, int Ttl, DateTimeOffset At, int? Priority = null, bool Gone = false)
{
    /// <summary>The record as written.</summary>
    public static RememberedRecord Of(string id, RecordContent content, DateTimeOffset at) => new(
        id, content.Owner.Value, content.Type.Name, content.Line.Name, content.Line.Code, content.Value.Data, content.Ttl.Seconds, at, content.Value.Priority);

    /// <summary>The record as seen.</summary>
    public static RememberedRecord Of(HostedRecord record, DateTimeOffset at) => Of(
        record.Id, new RecordContent(record.Owner, record.Type, record.Value, record.Ttl, record.Line), at);

    /// <summary>As a listing would show it; null when its name is none (a document edited by hand).</summary>
    public HostedRecord? ToHosted() => !DomainName.TryParse(Name, out var owner) ? null : new HostedRecord
    {
        Id = Id,
        Owner = owner,
        Type = RecordType.Of(Type),
        Value = new RecordValue(Value, Priority),
        Ttl = new Ttl(Ttl),
        Line = new DnsLine(LineCode, Line),
    };
}

/// <summary>An addition that was about to be sent.</summary>
/// <param name="Name">The owner as A-labels.</param>
/// <param name="Type">The type.</param>
/// <param name="Line">The provider's word for the line.</param>
/// <param name="LineCode">The provider's code for the line.</param>
/// <param name="Value">The data.</param>
/// <param name="At">When it was saved.</param>
/// <param name="Priority">MX only.</param>
/// <param name="Marked">Whether the record is known as ours by our mark alone.</param>
public sealed record RememberedIntent(
    string Name, string Type, string Line, string LineCode, string Value, DateTimeOffset At, int? Priority = null, bool Marked = false)
{
    /// <summary>The intent of an addition.</summary>
    public static RememberedIntent Of(RecordContent content, bool marked, DateTimeOffset at) => new(
        content.Owner.Value, content.Type.Name, content.Line.Name, content.Line.Code, content.Value.Data, at, content.Value.Priority, marked);

    /// <summary>As the planner wants it; null when its name is none.</summary>
    public Intent? ToIntent() => !DomainName.TryParse(Name, out var owner) ? null : new Intent(
        new RecordSetKey(owner, RecordType.Of(Type), new DnsLine(LineCode, Line)), new RecordValue(Value, Priority), Marked);
}

/// <summary>A record we deleted.</summary>
/// <param name="Id">The provider's id.</param>
/// <param name="At">When.</param>
public sealed record RememberedDeletion(string Id, DateTimeOffset At);

/// <summary>A set that others changed after we had set it.</summary>
/// <param name="Of">Owner, type and line.</param>
/// <param name="Entry">What its entry said; another entry is another matter.</param>
/// <param name="Times">When it was seen, oldest first.</param>
public sealed record RememberedDispute(string Of, string Entry, ImmutableArray<DateTimeOffset> Times);

/// <summary>The zones of an account as last listed.</summary>
/// <param name="Version">Format of this document.</param>
/// <param name="At">When they were listed.</param>
/// <param name="Zones">The zones.</param>
public sealed record AccountMemory(int Version, DateTimeOffset At, ImmutableArray<RememberedZone> Zones)
{
    /// <summary>Never listed.</summary>
    public static readonly AccountMemory Empty = new(1, DateTimeOffset.MinValue, []);
}

/// <summary>One zone of an account.</summary>
/// <param name="Name">The apex as A-labels.</param>
/// <param name="Id">The provider's id, where it has one.</param>
public sealed record RememberedZone(string Name, string? Id = null);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ZoneMemory))]
[JsonSerializable(typeof(AccountMemory))]
internal sealed partial class MemoryJson : JsonSerializerContext;
