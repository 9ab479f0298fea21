using Mooring.Sandbox.World;

namespace Mooring.Sandbox.TencentCloud;

/// <summary>What a client wants a record to be, checked against the zone.</summary>
/// <param name="Name">The stored relative name.</param>
/// <param name="Type">The type.</param>
/// <param name="Value">The stored value.</param>
/// <param name="Line">The stored name of the line.</param>
/// <param name="Ttl">Seconds.</param>
/// <param name="Priority">MX only.</param>
/// <param name="Weight">0 to 100; null when unset.</param>
/// <param name="Enabled">Whether it answers.</param>
/// <param name="Remark">The note; null keeps the one there is.</param>
internal sealed record RecordWish(
    string Name, string Type, string Value, string Line, int Ttl, int? Priority, int? Weight, bool Enabled, string? Remark)
{
    private const int LongestRemark = 200;

    private static readonly string[] Types =
        ["A", "AAAA", "CNAME", "MX", "NS", "TXT", "SRV", "CAA", "SPF", "HTTPS", "SVCB", "显性URL", "隐性URL"];

    /// <summary>Reads a whole record: what is left out gets its default, in a modification too.</summary>
    /// <param name="call">The call.</param>
    /// <param name="zone">The zone.</param>
    /// <param name="fixedType">The type of actions that have no <c>RecordType</c>.</param>
    /// <exception cref="TencentError">Something is refused.</exception>
    public static RecordWish Read(DnspodContext call, SandboxZone zone, string? fixedType = null) =>
        Of(zone, call.International, new WrittenRecord
        {
            SubDomain = call.Parameters.Text("SubDomain"),
            Type = fixedType ?? call.Parameters.Text("RecordType"),
            Line = call.Parameters.Text("RecordLine"),
            LineId = call.Parameters.Text("RecordLineId"),
            Value = call.Parameters.Text("Value"),
            Ttl = call.Parameters.Number("TTL"),
            Mx = fixedType is null ? call.Parameters.Number("MX") : null,
            Weight = fixedType is null ? call.Parameters.Number("Weight") : null,
            Status = call.Parameters.Text("Status"),
            Remark = call.Parameters.Text("Remark"),
        });

    /// <summary>Checks what a client wrote.</summary>
    /// <exception cref="TencentError">Something is refused.</exception>
    public static RecordWish Of(SandboxZone zone, bool international, WrittenRecord written)
    {
        var grade = DnspodGrade.Of(zone.Edition);
        var type = Array.Find(Types, known => known.Equals(written.Type, StringComparison.OrdinalIgnoreCase))
            ?? throw TencentError.Of("InvalidParameter.RecordTypeInvalid");
        var name = ReadName(written.SubDomain, zone, grade);
        var line = DnspodLines.Read(written.Line ?? "", written.LineId, international);
        var priority = type is "MX" ? ReadPriority(written.Mx) : (int?)null;
        return new RecordWish(
            name, type, ReadValue(type, written.Value), line, ReadTtl(written.Ttl, grade), priority, ReadWeight(written.Weight),
            ReadStatus(written.Status), ReadRemark(written.Remark));
    }

    /// <summary>The record with this content; its id stays.</summary>
    public ZoneRecord ApplyTo(ZoneRecord record) => record with
    {
        Name = Name,
        Type = Type,
        Value = Value,
        Line = Line,
        Ttl = Ttl,
        Priority = Priority,
        Weight = Weight,
        Enabled = Enabled,
        Remark = Remark ?? record.Remark,
    };

    /// <summary>Refuses a note that is too long.</summary>
    public static string? ReadRemark(string? remark) =>
        remark?.Length > LongestRemark ? throw TencentError.Of("InvalidParameter.RemarkTooLong") : remark;

    /// <summary>Reads <c>ENABLE</c> or <c>DISABLE</c>; left out means enabled.</summary>
    public static bool ReadStatus(string? status) => status?.ToUpperInvariant() switch
    {
        null or "" or "ENABLE" => true,
        "DISABLE" => false,
        _ => throw TencentError.BadValue("Status"),
    };

    private static string ReadName(string? subDomain, SandboxZone zone, DnspodGrade grade)
    {
        var written = subDomain is { Length: > 0 } ? subDomain : "@";
        if (written.EndsWith('.') || !ZoneNames.TryRelative(written, zone.Name, out var name))
        {
            throw TencentError.Of("InvalidParameter.SubdomainInvalid");
        }

        return name == "@" || name.Split('.').Length <= grade.Levels
            ? name
            : throw TencentError.Of(name.Contains('*', StringComparison.Ordinal) ? "LimitExceeded.SubdomainWcardLimit" : "LimitExceeded.SubdomainLevelLimit");
    }

    private static string ReadValue(string type, string? value) =>
        value?.Length > 512 ? throw TencentError.Of("InvalidParameter.RecordValueLengthInvalid")
        : RecordSyntax.TryNormalize(type == "SPF" ? "TXT" : type, value ?? "", out var stored) ? stored
        : throw TencentError.Of("InvalidParameter.RecordValueInvalid");

    private static int ReadTtl(long? ttl, DnspodGrade grade) =>
        ttl is null ? Math.Max(600, grade.MinTtl)
        : ttl < grade.MinTtl || ttl > DnspodGrade.MaxTtl ? throw TencentError.Of("LimitExceeded.RecordTtlLimit")
        : (int)ttl;

    private static int ReadPriority(long? mx) =>
        mx is >= 0 and <= ushort.MaxValue ? (int)mx : throw TencentError.Of("InvalidParameter.MxInvalid");

    private static int? ReadWeight(long? weight) =>
        weight is null or (>= 0 and <= 100) ? (int?)weight : throw TencentError.Of("InvalidParameter.InvalidWeight");
}

/// <summary>A record as a client wrote it; null is what it left out.</summary>
internal sealed record WrittenRecord
{
    public string? SubDomain { get; init; }

    public string? Type { get; init; }

    public string? Line { get; init; }

    public string? LineId { get; init; }

    public string? Value { get; init; }

    public long? Ttl { get; init; }

    public long? Mx { get; init; }

    public long? Weight { get; init; }

    public string? Status { get; init; }

    public string? Remark { get; init; }
}
