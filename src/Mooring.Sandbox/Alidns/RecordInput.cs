using System.Globalization;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.Alidns;

/// <summary>What a client wants a record to be, checked against the zone.</summary>
/// <param name="Name">The stored relative name.</param>
/// <param name="Type">The type.</param>
/// <param name="Value">The stored value.</param>
/// <param name="Ttl">Seconds.</param>
/// <param name="Priority">MX only.</param>
/// <param name="Line">The line's code.</param>
internal sealed record RecordInput(string Name, string Type, string Value, int Ttl, int? Priority, string Line)
{
    private static readonly string[] Types =
        ["A", "AAAA", "CNAME", "MX", "NS", "TXT", "SRV", "CAA", "REDIRECT_URL", "FORWARD_URL", "ALIAS", "HTTPS", "SVCB"];

    /// <summary>Reads RR, Type, Value, TTL, Priority and Line; what is left out gets its default, also in an update.</summary>
    /// <exception cref="AlidnsError">One of them is refused.</exception>
    public static RecordInput Read(AlidnsParameters parameters, SandboxZone zone)
    {
        var edition = AlidnsEdition.Of(zone.Edition);
        var type = parameters.Required("Type").ToUpperInvariant();
        var name = ReadName(parameters.Required("RR"), zone, edition);
        if (!Types.Contains(type, StringComparer.Ordinal))
        {
            throw AlidnsError.Of("SubDomainInvalid.Type");
        }

        var line = parameters.Text("Line") ?? "default";
        AlidnsLines.Check(line, edition);
        CheckForward(type, name, line);
        return RecordSyntax.TryNormalize(type, parameters.Required("Value"), out var value)
            ? new RecordInput(name, type, value, ReadTtl(parameters, edition), type == "MX" ? ReadPriority(parameters) : null, line)
            : throw AlidnsError.Of("SubDomainInvalid.Value");
    }

    /// <summary>The record with this content; its id, remark, status and weight stay.</summary>
    public ZoneRecord ApplyTo(ZoneRecord record) =>
        record with { Name = Name, Type = Type, Value = Value, Ttl = Ttl, Priority = Priority, Line = Line };

    private static string ReadName(string rr, SandboxZone zone, AlidnsEdition edition)
    {
        if (rr.EndsWith('.') || !ZoneNames.TryRelative(rr, zone.Name, out var name))
        {
            throw AlidnsError.Of("SubDomainInvalid.RR");
        }

        return name != "@" && name.Split('.').Length > edition.Levels ? throw AlidnsError.Of("QuotaExceeded.SubDomain") : name;
    }

    private static int ReadTtl(AlidnsParameters parameters, AlidnsEdition edition)
    {
        if (parameters.Text("TTL") is not { } text)
        {
            return Math.Max(600, edition.MinTtl);
        }

        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var ttl) || ttl == 0)
        {
            throw AlidnsError.Invalid("TTL");
        }

        return ttl < edition.MinTtl || ttl > AlidnsEdition.MaxTtl ? throw AlidnsError.TtlOutOfRange(edition.MinTtl) : ttl;
    }

    private static int ReadPriority(AlidnsParameters parameters) =>
        !int.TryParse(parameters.Required("Priority"), NumberStyles.None, CultureInfo.InvariantCulture, out var priority)
            ? throw AlidnsError.Invalid("Priority")
            : priority is >= 1 and <= 50 ? priority : throw AlidnsError.Of("SubDomainInvalid.Priority");

    private static void CheckForward(string type, string name, string line)
    {
        if (!type.EndsWith("_URL", StringComparison.Ordinal))
        {
            return;
        }

        if (name.Contains('*', StringComparison.Ordinal))
        {
            throw AlidnsError.Of("URLForwardError.PanRecord");
        }

        if (line != "default")
        {
            throw AlidnsError.Of("URLForwardError.NotDefaultLine");
        }
    }
}
