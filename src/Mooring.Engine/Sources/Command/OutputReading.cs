using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text.RegularExpressions;
using Mooring.Core;
using Mooring.Core.Addresses;

namespace Mooring.Engine.Sources.Command;

/// <summary>What to do about a text that holds no address.</summary>
/// <param name="NotAlone">Something else stands there.</param>
/// <param name="NoHit">The expression hit nothing.</param>
internal sealed record ReadingAdvice(Text NotAlone, Text NoHit)
{
    /// <summary>Where a program printed it.</summary>
    public static ReadingAdvice Program { get; } = new(
        new Text("it should print one address and nothing else, or `match` should tell where the address stands", "程序应只输出一个地址，否则请用 `match` 指明地址的位置"),
        new Text("run the program by hand and compare, and see that `encoding` is right", "请手动运行该程序对照，并检查 `encoding` 是否正确"));

    /// <summary>Where it stands in a file.</summary>
    public static ReadingAdvice File { get; } = new(
        new Text("it should hold one address and nothing else, or `match` should tell where the address stands", "文件应只含一个地址，否则请用 `match` 指明地址的位置"),
        new Text("compare it with the file", "请对照文件内容检查表达式"));
}

/// <summary>Finds the one address in what a program printed or a file holds. Pure.</summary>
/// <remarks>Never the first of several, and never anything that merely looks like an address somewhere in the text.</remarks>
internal static class OutputReading
{
    private const int MostListed = 5;

    /// <summary>Reads the text; <paramref name="expression"/> is null where the whole of it is the address.</summary>
    public static bool TryRead(
        string output, Regex? expression, ReadingAdvice advice, [NotNullWhen(true)] out IPAddress? address, [NotNullWhen(false)] out Text? why)
    {
        if (expression is not null)
        {
            return TryMatch(output, expression, advice, out address, out why);
        }

        if (AddressText.TryParseZoned(output.Trim(), out address, out var reason))
        {
            why = null;
            return true;
        }

        why = new Text($"{reason.English}; {advice.NotAlone.English}", $"{reason.Chinese}；{advice.NotAlone.Chinese}");
        return false;
    }

    private static bool TryMatch(
        string output, Regex expression, ReadingAdvice advice, [NotNullWhen(true)] out IPAddress? address, [NotNullWhen(false)] out Text? why)
    {
        address = null;
        try
        {
            var hits = expression.Matches(output).Select(match => match.Groups[1].Value.Trim()).Distinct(StringComparer.Ordinal).ToArray();
            if (hits.FirstOrDefault(hit => !AddressText.TryParseZoned(hit, out _, out _)) is { } wrong)
            {
                why = new Text(
                    $"`match` hit '{AddressText.Excerpt(wrong)}', which is not one address; put the group around the address alone",
                    $"`match` 匹配到“{AddressText.Excerpt(wrong)}”，不是单个地址；分组应只括住地址本身");
                return false;
            }

            return TryTakeOne([.. hits.Select(Parse).Distinct()], advice, out address, out why);
        }
        catch (RegexMatchTimeoutException)
        {
            why = new Text(
                $"`match` searched for more than {expression.MatchTimeout.TotalSeconds:0} s; write a simpler expression",
                $"`match` 查找超过 {expression.MatchTimeout.TotalSeconds:0} 秒；请写得更简单一些");
            return false;
        }
    }

    private static bool TryTakeOne(IPAddress[] addresses, ReadingAdvice advice, [NotNullWhen(true)] out IPAddress? address, [NotNullWhen(false)] out Text? why)
    {
        address = addresses is [var only] ? only : null;
        var listed = string.Join(", ", addresses.Take(MostListed)) + (addresses.Length > MostListed ? ", …" : "");
        why = addresses.Length switch
        {
            1 => null,
            0 => new Text($"`match` hit nothing; {advice.NoHit.English}", $"`match` 没有匹配到任何内容；{advice.NoHit.Chinese}"),
            var count => new Text(
                $"`match` hit {count} different addresses ({listed}); write it so that it hits one",
                $"`match` 匹配到 {count} 个不同的地址（{listed}）；请改写使其只匹配一个"),
        };
        return address is not null;
    }

    private static IPAddress Parse(string hit) => AddressText.TryParseZoned(hit, out var address, out _) ? address : IPAddress.None;
}
