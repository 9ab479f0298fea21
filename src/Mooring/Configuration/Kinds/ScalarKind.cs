using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Mooring.Configuration.Reading;
using Mooring.Configuration.Yaml;
using Mooring.Core;

namespace Mooring.Configuration.Kinds;

/// <summary>A single value: text with <c>${…}</c> filled in, then parsed.</summary>
/// <param name="title">What it is, after "needs".</param>
/// <param name="parse">From text to meaning.</param>
/// <param name="narrow">Writes members that narrow a JSON Schema beyond "a text", such as <c>pattern</c>; null for none.</param>
internal sealed class ScalarKind<T>(Text title, Func<ExpandedText, Parsed<T>> parse, Action<Utf8JsonWriter>? narrow = null) : Kind<T>
{
    /// <inheritdoc />
    public override Text Title => title;

    /// <summary>The types of the plain value in JSON: <c>string</c> unless said otherwise.</summary>
    public IReadOnlyList<string> JsonTypes { get; init; } = ["string"];

    /// <summary>The only words it may be; empty when it is open.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Called with every good value and its text, for what must be remembered or warned of.</summary>
    public Action<ScalarNode, ExpandedText, LoadState> Seen { get; init; } = (_, _, _) => { };

    /// <summary>What is wrong with a text that a person typed elsewhere; null when it is good.</summary>
    public Complaint? Judge(string typed) => parse(new ExpandedText(typed, typed, [])).Why;

    /// <inheritdoc />
    public override bool TryRead(Node node, LoadState state, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        if (node is not ScalarNode scalar)
        {
            state.Report(node,
                new Text($"{title.English} is needed here, not {Shape(node).English}", $"此处需要{title.Chinese}，而不是{Shape(node).Chinese}"),
                new Text("write the value behind the colon", "请把值写在冒号后面"));
            return false;
        }

        if (Expansion.Expand(scalar, state) is not { } text)
        {
            return false;
        }

        var parsed = parse(text);
        if (parsed.Why is { } why)
        {
            state.Report(node, why);
            return false;
        }

        Seen(scalar, text, state);
        value = parsed.Value!;
        return true;
    }

    /// <inheritdoc />
    public override void WriteSchema(Utf8JsonWriter schema, Language language)
    {
        if (narrow is null && Words.Count == 0 && JsonTypes.Contains("string", StringComparer.Ordinal))
        {
            WriteTypes(schema);
            return;
        }

        // Any value may be filled in from outside, so a reference is always an alternative.
        schema.WriteStartArray("anyOf");
        schema.WriteStartObject();
        WriteTypes(schema);
        narrow?.Invoke(schema);
        WriteWords(schema);
        schema.WriteEndObject();
        schema.WriteStartObject();
        schema.WriteString("type", "string");
        schema.WriteString("pattern", @"\$\{(env|file):[^}]+\}");
        schema.WriteEndObject();
        schema.WriteEndArray();
    }

    private void WriteTypes(Utf8JsonWriter schema)
    {
        if (JsonTypes is [var only])
        {
            schema.WriteString("type", only);
            return;
        }

        schema.WriteStartArray("type");
        foreach (var type in JsonTypes)
        {
            schema.WriteStringValue(type);
        }

        schema.WriteEndArray();
    }

    private void WriteWords(Utf8JsonWriter writer)
    {
        if (Words.Count > 0)
        {
            writer.WriteStartArray("enum");
            foreach (var word in Words)
            {
                writer.WriteStringValue(word);
            }

            writer.WriteEndArray();
        }
    }

    private static Text Shape(Node node) => node is SequenceNode ? new Text("a list", "列表") : new Text("a mapping", "映射");
}
