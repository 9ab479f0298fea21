using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Mooring.Dns;

/// <summary>Names between wire and presentation form (RFC 1035 §5.1, RFC 4343 §2.1).</summary>
internal static class DnsNameText
{
    // What a master file reads as something else than itself.
    private const string Special = ".\\\"();@$";

    public static string Write(ReadOnlySpan<byte> wire)
    {
        if (wire.Length == 1)
        {
            return ".";
        }

        var text = new StringBuilder(wire.Length);
        for (var at = 0; wire[at] != 0; at += wire[at] + 1)
        {
            if (at > 0)
            {
                text.Append('.');
            }

            foreach (var octet in wire.Slice(at + 1, wire[at]))
            {
                Append(text, octet);
            }
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, byte octet)
    {
        // A blank prints, but would end the field of a master file.
        if (octet == ' ')
        {
            text.Append("\\032");
            return;
        }

        Presentation.Append(text, octet, Special);
    }

    public static bool TryRead(string text, [NotNullWhen(true)] out byte[]? wire, [NotNullWhen(false)] out string? why)
    {
        wire = null;
        if (text is "." or "")
        {
            why = text.Length == 0 ? "the name is empty" : null;
            wire = text.Length == 0 ? null : [0];
            return why is null;
        }

        var labels = new Builder();
        for (var at = 0; at < text.Length;)
        {
            if (text[at] == '.')
            {
                why = labels.EndLabel();
                at++;
            }
            else
            {
                why = TryReadOctet(text, ref at, out var octet) ? labels.Add(octet) : $"'{text}' holds an escape or character that is no octet";
            }

            if (why is not null)
            {
                return false;
            }
        }

        why = labels.Finish(out wire);
        return why is null;
    }

    private static bool TryReadOctet(string text, ref int at, out byte octet)
    {
        octet = (byte)text[at];
        if (text[at] != '\\')
        {
            return text[at++] is > ' ' and <= '~';
        }

        if (at + 3 < text.Length && char.IsAsciiDigit(text[at + 1]))
        {
            at += 4;
            return byte.TryParse(text.AsSpan(at - 3, 3), NumberStyles.None, CultureInfo.InvariantCulture, out octet);
        }

        at += 2;
        octet = at <= text.Length ? (byte)text[at - 1] : (byte)0;
        return at <= text.Length && text[at - 1] is >= ' ' and <= '~' and not (>= '0' and <= '9');
    }

    private struct Builder()
    {
        private readonly byte[] _wire = new byte[DnsName.MaxWireLength];
        private int _start;
        private int _end = 1;

        public string? Add(byte octet)
        {
            if (_end - _start > 63)
            {
                return "a label has more than 63 octets";
            }

            if (_end >= DnsName.MaxWireLength - 1)
            {
                return "the name has more than 255 octets";
            }

            _wire[_end++] = octet;
            return null;
        }

        public string? EndLabel()
        {
            if (_end == _start + 1)
            {
                return "a label is empty";
            }

            _wire[_start] = (byte)(_end - _start - 1);
            _start = _end++;
            return null;
        }

        public string? Finish(out byte[]? wire)
        {
            var why = _end > _start + 1 ? EndLabel() : null;
            wire = why is null ? _wire[.._end] : null;
            return why;
        }
    }
}
