using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Mooring.Configuration.Reading;
using Mooring.Configuration.Yaml;
using Mooring.Core;

namespace Mooring.Configuration.Kinds;

/// <summary>A list of values of one kind.</summary>
/// <param name="item">What each item is.</param>
/// <param name="title">What the list is, after "needs".</param>
internal sealed class ListKind<T>(Kind<T> item, Text title) : Kind<IReadOnlyList<T>>
{
    /// <summary>Whether a single value may stand for a list of one.</summary>
    public bool OrOne { get; init; }

    /// <summary>The least number of items. Default 1.</summary>
    public int Least { get; init; } = 1;

    /// <summary>Makes the complaint about a single value where only a list will do; null for the general one.</summary>
    public Func<ScalarNode, Complaint>? OnText { get; init; }

    /// <inheritdoc />
    public override Text Title => title;

    /// <inheritdoc />
    public override Shape? Inner => item.Inner;

    /// <inheritdoc />
    public override bool TryRead(Node node, LoadState state, [MaybeNullWhen(false)] out IReadOnlyList<T> value)
    {
        value = ReadItems(node, state, out var good);
        return good;
    }

    /// <summary>The good items; wrong ones are reported.</summary>
    public IReadOnlyList<T> ReadItems(Node node, LoadState state, out bool allGood)
    {
        allGood = false;
        if (Nodes(node, state) is not { } nodes)
        {
            return [];
        }

        if (nodes.Count < Least)
        {
            state.Report(node, new Text("the list is empty", "列表为空"), new Text($"write {title.English}", $"请填写{title.Chinese}"));
            return [];
        }

        var items = new List<T>(nodes.Count);
        foreach (var one in nodes)
        {
            if (item.TryRead(one, state, out var value))
            {
                items.Add(value);
            }
        }

        allGood = items.Count == nodes.Count;
        return items;
    }

    /// <inheritdoc />
    public override void WriteSchema(Utf8JsonWriter schema, Language language)
    {
        if (!OrOne)
        {
            WriteArray(schema, language);
            return;
        }

        schema.WriteStartArray("anyOf");
        schema.WriteStartObject();
        WriteArray(schema, language);
        schema.WriteEndObject();
        schema.WriteStartObject();
        item.WriteSchema(schema, language);
        schema.WriteEndObject();
        schema.WriteEndArray();
    }

    private void WriteArray(Utf8JsonWriter schema, Language language)
    {
        schema.WriteString("type", "array");
        if (Least > 0)
        {
            schema.WriteNumber("minItems", Least);
        }

        schema.WriteStartObject("items");
        item.WriteSchema(schema, language);
        schema.WriteEndObject();
    }

    private IReadOnlyList<Node>? Nodes(Node node, LoadState state)
    {
        switch (node)
        {
            case SequenceNode list:
                return list.Items;
            case not null when OrOne:
                return [node];
            case ScalarNode text when OnText is not null:
                state.Report(text, OnText(text));
                return null;
            default:
                state.Report(node!,
                    new Text($"{title.English} is needed here", $"此处需要{title.Chinese}"),
                    node is ScalarNode { Text: var single }
                        ? new Text($"write [{Expansion.Show(single)}]", $"请写成 [{Expansion.Show(single)}]")
                        : new Text("write each item in a line of its own, after '- '", "请每项一行，以“- ”开头"));
                return null;
        }
    }
}
