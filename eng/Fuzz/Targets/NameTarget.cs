using System.Text;
using Mooring.Core.Names;
using Mooring.Core.Records;

namespace Mooring.Fuzz;

/// <summary>Names and record values as people might type them.</summary>
internal static class NameTarget
{
    private static readonly string[] Hard =
    [
        "xn--", ".", "。", "-", "_", "*", "\u0301", "\u0316", "\u094d", "\u200c", "\u200d", "\u00ad", "א", "م", "١", "ß", "ﷺ", "𝒳", "한", "\u1161", "क़", "\"", "\\", " ", "0", "65535",
    ];

    public static void ReadsAnyName(Random random)
    {
        if (!DomainName.TryParse(Typed(random, 60), out var name) || name == DomainName.Root)
        {
            return;
        }

        Require(name.Value.All(char.IsAscii) && name.Value.Length <= DomainName.MaxLength, $"{name.Value} is beyond the limits");
        Require(DomainName.Parse(name.Value) == name, $"{name.Value} does not read back");
        Require(DomainName.Parse(name.Describe()) == name, $"{name.Value} shown as {name.Describe()} does not read back");
    }

    public static void ReadsLongNames(Random random) => _ = DomainName.TryParse(Typed(random, 4096), out _);

    public static void ReadsAnyValue(Random random)
    {
        var type = RecordType.Writable[random.Next(RecordType.Writable.Count)];
        if (RecordValueParser.TryParse(type, Typed(random, 40), type == RecordType.Mx ? random.Next(65536) : null, out var value, out _))
        {
            Require(
                RecordValueParser.TryParse(type, value.Data, value.Priority, out var again, out _) && again == value,
                $"{type} {value.Data} does not read back");
        }
    }

    private static string Typed(Random random, int most)
    {
        var text = new StringBuilder();
        for (var length = random.Next(most); length > 0; length--)
        {
            text.Append(random.Next(5) switch
            {
                0 => Hard[random.Next(Hard.Length)],
                1 => ((char)random.Next(0x10000)).ToString(),
                2 => new Rune(random.Next(0x10000, 0x110000)).ToString(),
                _ => ((char)('a' + random.Next(26))).ToString(),
            });
        }

        return text.ToString();
    }

    private static void Require(bool promise, string broken)
    {
        if (!promise)
        {
            throw new InvalidOperationException(broken);
        }
    }
}
