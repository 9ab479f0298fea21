using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Mooring.Engine.Sources.Command;

/// <summary>The encodings in which programs print: <c>encoding:</c>.</summary>
/// <remarks>
/// Names as the IANA registry and Windows have them, in any case: <c>utf-8</c>, <c>utf-16</c>, <c>gbk</c>, <c>gb18030</c>,
/// <c>big5</c>, <c>windows-1252</c>, or a code page as <c>cp936</c>, <c>cp437</c>, <c>850</c>.
/// </remarks>
public static class OutputEncoding
{
    /// <summary>Finds an encoding by its name.</summary>
    public static bool TryFind(string name, [NotNullWhen(true)] out Encoding? encoding)
    {
        encoding = ByPage(name) ?? ByName(name);
        return encoding is not null;
    }

    /// <summary>What console programs print in: the OEM code page on Windows, UTF-8 elsewhere.</summary>
    public static Encoding OfSystem() =>
        OperatingSystem.IsWindows() && Page((int)GetOEMCP()) is { } oem ? oem : Encoding.UTF8;

    /// <summary>The text of an output. A byte order mark decides, whatever was configured; what cannot be read becomes U+FFFD.</summary>
    public static string Decode(ReadOnlyMemory<byte> output, Encoding encoding)
    {
        using var reader = new StreamReader(new MemoryStream(output.ToArray()), encoding, detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }

    private static Encoding? ByPage(string name)
    {
        var digits = name.StartsWith("cp", StringComparison.OrdinalIgnoreCase) ? name.AsSpan(2) : name;
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page is > 0 and <= 65535 ? Page(page) : null;
    }

    private static Encoding? Page(int page)
    {
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(page) ?? Encoding.GetEncoding(page);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static Encoding? ByName(string name)
    {
        try
        {
            var registered = name.ToLowerInvariant() switch { "utf8" => "utf-8", "utf16" => "utf-16", var other => other };
            return CodePagesEncodingProvider.Instance.GetEncoding(registered) ?? Encoding.GetEncoding(registered);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    [DllImport("kernel32")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern uint GetOEMCP();
}
