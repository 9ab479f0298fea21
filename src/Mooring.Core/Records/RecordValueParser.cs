using System.Diagnostics.CodeAnalysis;
using Mooring.Core.Records.Values;

namespace Mooring.Core.Records;

/// <summary>Reads the content of a record as people and providers write it, and brings it into canonical form.</summary>
/// <remarks>
/// Reading <see cref="RecordValue.Data"/> again gives the same value. The limits are those of DNS, because the clouds' own differ
/// and change with the edition: Alidns takes MX priorities from 1 to 50 and TXT under 512 characters, DNSPod priorities from 0 to
/// 65535 and answers <c>RecordValueLengthInvalid</c> to a text that is too long for it ("API reference: AddDomainRecord",
/// "CreateRecord"). A cloud that refuses more says so itself.
/// </remarks>
public static class RecordValueParser
{
    /// <summary>Reads a value, and says why when it is none.</summary>
    /// <param name="type">One of <see cref="RecordType.Writable"/>; every other type is refused.</param>
    /// <param name="text">
    /// A and AAAA: one address. CNAME, NS: a name. MX: a name, or <c>priority name</c>. TXT: the text, or quoted strings as in a
    /// zone file, which are joined; blanks around it are dropped. SRV: <c>priority weight port target</c>. CAA:
    /// <c>flags tag "value"</c>. REDIRECT_URL, FORWARD_URL: an absolute http or https URL. <c>.</c> is the target of an MX or SRV
    /// record that offers nothing (RFC 7505, RFC 2782).
    /// </param>
    /// <param name="priority">MX only, 0 to 65535; required unless the text begins with it. Null for every other type.</param>
    /// <param name="value">The canonical value.</param>
    /// <param name="why">Why the text is no value of this type.</param>
    public static bool TryParse(
        RecordType type,
        string text,
        int? priority,
        [NotNullWhen(true)] out RecordValue? value,
        [NotNullWhen(false)] out Text? why)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(text);
        (value, why) = Read(type, text.Trim(), priority);
        return value is not null;
    }

    private static Parsed Read(RecordType type, string text, int? priority)
    {
        if (!RecordType.Writable.Contains(type))
        {
            var known = string.Join(", ", RecordType.Writable);
            return new Text($"records of type {type} are not written; the types are {known}", $"不支持写入 {type} 类型的记录；支持的类型有：{known}");
        }

        if (priority is not null && type != RecordType.Mx)
        {
            return new Text($"a priority belongs to MX records only, not to {type}", $"只有 MX 记录才有优先级，{type} 记录没有");
        }

        if (text.Length == 0)
        {
            return new Text("the value is empty", "记录值为空");
        }

        if (text.Where(char.IsControl).Select(c => (char?)c).FirstOrDefault() is { } control)
        {
            return new Text($"the value holds the control character U+{(int)control:X4}", $"记录值含有控制字符 U+{(int)control:X4}");
        }

        return type.Name switch
        {
            "A" => AddressValue.ReadIPv4(text),
            "AAAA" => AddressValue.ReadIPv6(text),
            "MX" => TargetValue.ReadMx(text, priority),
            "TXT" => TxtValue.Read(text),
            "SRV" => TargetValue.ReadSrv(text),
            "CAA" => CaaValue.Read(text),
            "REDIRECT_URL" or "FORWARD_URL" => UrlValue.Read(text),
            _ => TargetValue.ReadName(type, text),
        };
    }
}
