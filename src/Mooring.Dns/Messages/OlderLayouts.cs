using System.Diagnostics.CodeAnalysis;

namespace Mooring.Dns;

/// <summary>Where names stand in the data of older types whose names senders may compress (RFC 3597 §4).</summary>
/// <remarks>A pointer means nothing outside its message, so such data are kept with their names written out.</remarks>
internal static class OlderLayouts
{
    // n: a name, s: a character-string, a digit: that many octets, *: the rest.
    private static readonly Dictionary<int, string> ByType = new()
    {
        [3] = "n",      // MD
        [4] = "n",      // MF
        [7] = "n",      // MB
        [8] = "n",      // MG
        [9] = "n",      // MR
        [14] = "nn",    // MINFO
        [17] = "nn",    // RP
        [18] = "2n",    // AFSDB
        [21] = "2n",    // RT
        [24] = "99n*",  // SIG
        [26] = "2nn",   // PX
        [30] = "n*",    // NXT
        [35] = "4sssn", // NAPTR
    };

    /// <summary>The layout of a type, or null where its data hold no compressed names.</summary>
    public static string? Of(DnsType type) => ByType.GetValueOrDefault((int)type);

    /// <summary>Reads data of that layout and writes its names out.</summary>
    public static bool TryExpand(ref WireReader reader, string layout, [NotNullWhen(true)] out Octets? octets)
    {
        octets = null;
        var expanded = new List<byte>();
        foreach (var field in layout)
        {
            if (!TryCopy(ref reader, field, expanded))
            {
                return false;
            }
        }

        octets = Octets.Of(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(expanded));
        return true;
    }

    private static bool TryCopy(ref WireReader reader, char field, List<byte> expanded)
    {
        if (field == 'n')
        {
            var read = reader.TryReadName(out var name);
            expanded.AddRange(read ? name!.Wire : []);
            return read;
        }

        if (field == 's')
        {
            var read = reader.TryReadString(out var text);
            expanded.AddRange(read ? [(byte)text!.Length, .. text.Span] : []);
            return read;
        }

        var copied = reader.TryReadOctets(field == '*' ? reader.Left : field - '0', out var octets);
        expanded.AddRange(copied ? octets!.Span : []);
        return copied;
    }
}
