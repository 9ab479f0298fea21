using System.Globalization;
using Mooring.Core.Names;

namespace Mooring.Core.Records.Values;

/// <summary>The content of the types that end in the name of another host: CNAME, NS, MX, SRV.</summary>
internal static class TargetValue
{
    public static Parsed ReadName(RecordType type, string text) => ReadTarget(type, text, mayBeRoot: false);

    public static Parsed ReadMx(string text, int? priority)
    {
        var fields = Fields(text);
        if (fields.Length == 2)
        {
            if (!TryNumber(fields[0], out var written))
            {
                return OutOfRange("priority", "优先级", fields[0]);
            }

            if (priority is { } given && given != written)
            {
                return new Text(
                    $"the priority is given twice, as {given} and in '{text}'",
                    $"优先级给出了两次：{given} 和“{text}”中的 {written}");
            }

            (text, priority) = (fields[1], written);
        }

        if (priority is null)
        {
            return new Text("an MX record needs a priority: 10 mx.example.net", "MX 记录需要优先级：10 mx.example.net");
        }

        if (priority is < 0 or > ushort.MaxValue)
        {
            return OutOfRange("priority", "优先级", priority.Value.ToString(CultureInfo.InvariantCulture));
        }

        var target = ReadTarget(RecordType.Mx, text, mayBeRoot: true);
        return target.Value is { } name ? name with { Priority = priority } : target;
    }

    /// <summary>RFC 2782: priority, weight, port, target.</summary>
    public static Parsed ReadSrv(string text)
    {
        var fields = Fields(text);
        if (fields.Length != 4)
        {
            return new Text(
                $"'{text}' is no SRV value of the form: priority weight port target, as in 0 5 5060 sip.example.com",
                $"“{text}”不是形如“优先级 权重 端口 目标”的 SRV 值，例如 0 5 5060 sip.example.com");
        }

        (string English, string Chinese)[] numbers = [("priority", "优先级"), ("weight", "权重"), ("port", "端口")];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (!TryNumber(fields[i], out var number))
            {
                return OutOfRange(numbers[i].English, numbers[i].Chinese, fields[i]);
            }

            fields[i] = number.ToString(CultureInfo.InvariantCulture);
        }

        var target = ReadTarget(RecordType.Srv, fields[3], mayBeRoot: true);
        return target.Value is { } name ? new RecordValue($"{fields[0]} {fields[1]} {fields[2]} {name.Data}") : target;
    }

    private static Parsed ReadTarget(RecordType type, string text, bool mayBeRoot)
    {
        if (AddressValue.IsIPv4(text.TrimEnd('.')) || text.Contains(':', StringComparison.Ordinal))
        {
            return new Text(
                $"a {type} record points to a name, not to the address '{text}'",
                $"{type} 记录指向域名，不能指向地址“{text}”");
        }

        if (!DomainName.TryParse(text, out var name, out var why))
        {
            return new Text($"the target '{text}' is no domain name: {why.English}", $"目标“{text}”不是域名：{why.Chinese}");
        }

        if (name.IsWildcard || (name == DomainName.Root && !mayBeRoot))
        {
            return new Text($"'{text}' cannot be the target of a {type} record", $"“{text}”不能作为 {type} 记录的目标");
        }

        return new RecordValue(name == DomainName.Root ? "." : name.Value);
    }

    private static string[] Fields(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static bool TryNumber(string text, out int number)
    {
        var read = ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var small);
        number = small;
        return read;
    }

    private static Text OutOfRange(string english, string chinese, string text) =>
        new($"the {english} '{text}' is no number from 0 to 65535", $"{chinese}“{text}”不是 0 到 65535 之间的数字");
}
