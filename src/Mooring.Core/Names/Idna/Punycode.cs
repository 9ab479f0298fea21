using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Mooring.Core.Names.Idna;

/// <summary>Punycode (RFC 3492) without the <c>xn--</c>.</summary>
internal static class Punycode
{
    private const int Base = 36;
    private const int TMin = 1;
    private const int TMax = 26;
    private const int Skew = 38;
    private const int Damp = 700;
    private const int InitialBias = 72;
    private const int InitialN = 128;

    /// <summary>Encodes a label of at most some thousand code points (§6.3).</summary>
    public static string Encode(IReadOnlyList<int> codePoints)
    {
        var output = new StringBuilder();
        foreach (var codePoint in codePoints.Where(codePoint => codePoint < InitialN))
        {
            output.Append((char)codePoint);
        }

        var basic = output.Length;
        var handled = basic;
        if (basic > 0)
        {
            output.Append('-');
        }

        var (n, delta, bias) = (InitialN, 0L, InitialBias);
        while (handled < codePoints.Count)
        {
            var next = codePoints.Where(codePoint => codePoint >= n).Min();
            delta += (next - n) * (handled + 1L);
            n = next;
            foreach (var codePoint in codePoints)
            {
                delta += codePoint < n ? 1 : 0;
                if (codePoint == n)
                {
                    EncodeDelta(delta, bias, output);
                    bias = Adapt(delta, handled + 1, handled == basic);
                    delta = 0;
                    handled++;
                }
            }

            delta++;
            n++;
        }

        return output.ToString();
    }

    /// <summary>Decodes a label in lower case (§6.2); false when it is no Punycode.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, [NotNullWhen(true)] out List<int>? codePoints)
    {
        codePoints = null;
        var output = new List<int>(text.Length);
        var basicEnd = Math.Max(text.LastIndexOf('-'), 0);
        foreach (var c in text[..basicEnd])
        {
            output.Add(c);
        }

        var (n, i, bias) = (InitialN, 0L, InitialBias);
        for (var at = basicEnd == 0 ? 0 : basicEnd + 1; at < text.Length;)
        {
            if (!TryDecodeDelta(text, ref at, bias, out var delta))
            {
                return false;
            }

            var count = output.Count + 1;
            bias = Adapt(delta, count, output.Count == basicEnd);
            i += delta;
            if (n + (i / count) > 0x10FFFF)
            {
                return false;
            }

            n += (int)(i / count);
            i %= count;
            output.Insert((int)i++, n);
        }

        codePoints = output;
        return true;
    }

    private static void EncodeDelta(long delta, int bias, StringBuilder output)
    {
        for (var k = Base; ; k += Base)
        {
            var threshold = Threshold(k, bias);
            if (delta < threshold)
            {
                output.Append(Digit((int)delta));
                return;
            }

            output.Append(Digit((int)(threshold + ((delta - threshold) % (Base - threshold)))));
            delta = (delta - threshold) / (Base - threshold);
        }
    }

    private static bool TryDecodeDelta(ReadOnlySpan<char> text, ref int at, int bias, out long delta)
    {
        delta = 0;
        var weight = 1L;
        for (var k = Base; at < text.Length; k += Base)
        {
            var digit = text[at] switch
            {
                >= 'a' and <= 'z' => text[at] - 'a',
                >= '0' and <= '9' => text[at] - '0' + 26,
                _ => -1,
            };
            at++;
            delta += digit * weight;
            if (digit < 0 || delta > int.MaxValue)
            {
                return false;
            }

            var threshold = Threshold(k, bias);
            if (digit < threshold)
            {
                return true;
            }

            // From here on only digits of zero are good; a larger weight could overflow.
            weight = Math.Min(weight * (Base - threshold), 1L << 31);
        }

        return false;
    }

    private static int Threshold(int k, int bias) => Math.Clamp(k - bias, TMin, TMax);

    private static char Digit(int value) => (char)(value < 26 ? 'a' + value : '0' + value - 26);

    private static int Adapt(long delta, int count, bool first)
    {
        delta /= first ? Damp : 2;
        delta += delta / count;
        var k = 0;
        for (; delta > (Base - TMin) * TMax / 2; k += Base)
        {
            delta /= Base - TMin;
        }

        return (int)(k + ((Base - TMin + 1) * delta / (delta + Skew)));
    }
}
