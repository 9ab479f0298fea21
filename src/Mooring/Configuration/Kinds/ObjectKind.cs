using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Mooring.Configuration.Reading;
using Mooring.Configuration.Yaml;
using Mooring.Core;

namespace Mooring.Configuration.Kinds;

/// <summary>A section with known keys.</summary>
/// <param name="shape">Its keys.</param>
/// <param name="read">From the opened section to its meaning; null when something was wrong and is reported.</param>
internal sealed class ObjectKind<T>(Shape shape, Func<Section, T?> read) : Kind<T>
    where T : class
{
    /// <inheritdoc />
    public override Text Title => shape.Title;

    /// <inheritdoc />
    public override Shape Inner => shape;

    /// <inheritdoc />
    public override bool TryRead(Node node, LoadState state, [MaybeNullWhen(false)] out T value)
    {
        value = Section.TryOpen(node, shape, state, out var section) ? read(section) : null;
        return value is not null;
    }

    /// <inheritdoc />
    public override void WriteSchema(Utf8JsonWriter schema, Language language) => SchemaWriter.WriteShape(schema, shape, language);
}

/// <summary>Names of the user's own choice, each with a section.</summary>
/// <param name="shape">The keys of each section.</param>
/// <param name="title">What the mapping is, after "needs".</param>
/// <param name="read">From name and section to meaning; null when something was wrong and is reported.</param>
internal sealed class MapKind<T>(Shape shape, Text title, Func<string, Section, T?> read) : Kind<NamedSections<T>>
    where T : class
{
    private const int LongestName = 64;

    /// <inheritdoc />
    public override Text Title => title;

    /// <inheritdoc />
    public override Shape Inner => shape;

    /// <inheritdoc />
    public override bool TryRead(Node node, LoadState state, [MaybeNullWhen(false)] out NamedSections<T> value)
    {
        value = null;
        if (node is not MappingNode map)
        {
            state.Report(node,
                new Text($"{title.English} is needed here", $"此处需要{title.Chinese}"),
                new Text("write a name, a colon, and its keys indented below", "请写一个名称和冒号，并在其下缩进写出各键"));
            return false;
        }

        var values = new List<T>();
        foreach (var member in map.Members)
        {
            CheckName(member.Key, map, state);
            if (Section.TryOpen(member.Value, shape, state, out var section) && read(member.Key.Text, section) is { } one)
            {
                values.Add(one);
            }
        }

        value = new NamedSections<T>([.. map.Members.Select(member => member.Key.Text)], values);
        return true;
    }

    /// <inheritdoc />
    public override void WriteSchema(Utf8JsonWriter schema, Language language)
    {
        schema.WriteString("type", "object");
        schema.WriteStartObject("additionalProperties");
        SchemaWriter.WriteShape(schema, shape, language);
        schema.WriteEndObject();
    }

    private static void CheckName(ScalarNode key, MappingNode map, LoadState state)
    {
        if (key.Text.Length is 0 or > LongestName || !char.IsLetterOrDigit(key.Text[0])
            || key.Text.Any(c => !char.IsLetterOrDigit(c) && c is not ('-' or '_' or '.')))
        {
            state.Report(key,
                new Text($"'{Expansion.Show(key.Text)}' is no name for a section", $"“{Expansion.Show(key.Text)}”不能用作名称"),
                new Text(
                    $"use letters, digits, '-', '_' and '.', beginning with a letter or digit, at most {LongestName} characters",
                    $"请使用字母、数字、“-”“_”“.”，以字母或数字开头，最多 {LongestName} 个字符"));
        }
        else if (map.Members.FirstOrDefault(other => string.Equals(other.Key.Text, key.Text, StringComparison.OrdinalIgnoreCase))!.Key is { } first
            && first != key)
        {
            // Names stand in the state's keys, which know no capitals.
            state.Report(key,
                new Text($"'{key.Text}' differs from '{first.Text}' only in capitals", $"“{key.Text}”与“{first.Text}”仅大小写不同"),
                new Text("choose another name", "请换一个名称"));
        }
    }
}

/// <summary>The sections of a map.</summary>
/// <param name="Names">Every name written, of wrong sections too, so that a reference to one is not a second error.</param>
/// <param name="Values">The good ones.</param>
internal sealed record NamedSections<T>(IReadOnlyList<string> Names, IReadOnlyList<T> Values)
{
    /// <summary>No sections at all.</summary>
    public static NamedSections<T> None { get; } = new([], []);
}
