using System.Text;
using Mooring.Configuration.Reading;
using Mooring.Core;

namespace Mooring.Tests.Documentation;

/// <summary>The tables of docs/configuration.md, made from the keys that the loader reads.</summary>
internal static class ConfigurationPage
{
    /// <summary>The line before the tables.</summary>
    public const string Begin = "<!-- The tables below are made from the loader's own keys; a test compares them. -->";

    /// <summary>The page with its tables renewed: everything behind <see cref="Begin"/> is replaced.</summary>
    public static string Renew(string page, Shape root, Language language)
    {
        var tables = new StringBuilder();
        Write(tables, root, "", language);
        return page[..(page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length)] + "\n\n" + tables;
    }

    private static void Write(StringBuilder output, Shape shape, string path, Language language)
    {
        if (path.Length > 0)
        {
            output.Append($"\n### `{path}`\n\n");
        }

        output.Append(language == Language.Chinese ? "| 键 | 含义 | 取值 | 默认 |\n" : "| key | meaning | value | default |\n")
            .Append("| --- | --- | --- | --- |\n");
        foreach (var key in shape.Keys)
        {
            var fallback = key.Default is { } value ? $"`{value}`" : !key.IsRequired ? "" : language == Language.Chinese ? "必填" : "required";
            output.Append($"| `{key.Name}` | {Cell(key.About, language)} | {Cell(key.AnyKind.Title, language)} | {fallback} |\n");
        }

        foreach (var key in shape.Keys)
        {
            if (key.AnyKind.Inner is { } inner)
            {
                Write(output, inner, path.Length == 0 ? key.Name : $"{path}.{key.Name}", language);
            }
        }
    }

    private static string Cell(Text text, Language language) => text.In(language).Replace("|", "\\|", StringComparison.Ordinal);
}
