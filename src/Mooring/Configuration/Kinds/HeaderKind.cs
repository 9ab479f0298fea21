using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Mooring.Configuration.Reading;
using Mooring.Configuration.Yaml;
using Mooring.Core;

namespace Mooring.Configuration.Kinds;

/// <summary>Header fields of a request, by name. Values may be passwords, so they are secrets.</summary>
internal sealed class HeaderKind : Kind<IReadOnlyList<KeyValuePair<string, Secret>>>
{
    private static readonly ScalarKind<Secret> Value = new(
        new Text("a header's value", "请求头的值"),
        text => text.Text.Length == 0 || text.Text.Any(char.IsControl)
            ? new Complaint(new Text("a header's value is empty or holds a line break", "请求头的值为空或含有换行"), new Text("write it on one line", "请写在一行内"))
            : new Secret(text.Text))
    {
        Seen = Credentials.Remember,
    };

    /// <inheritdoc />
    public override Text Title { get; } = new("a mapping from header names to values", "以请求头名称为键的映射");

    /// <inheritdoc />
    public override bool TryRead(Node node, LoadState state, [MaybeNullWhen(false)] out IReadOnlyList<KeyValuePair<string, Secret>> value)
    {
        value = null;
        if (node is not MappingNode map)
        {
            state.Report(node, new Text($"{Title.English} is needed here", $"此处需要{Title.Chinese}"), new Text("write headers: { X-Token: abc }", "请写成 headers: { X-Token: abc }"));
            return false;
        }

        var fields = new List<KeyValuePair<string, Secret>>();
        foreach (var member in map.Members)
        {
            if (!member.Key.Text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') || member.Key.Text.Length == 0)
            {
                state.Report(member.Key, new Text($"'{Expansion.Show(member.Key.Text)}' is no name of a header", $"“{Expansion.Show(member.Key.Text)}”不是请求头名称"), new Text("use letters, digits and '-'", "请使用字母、数字和“-”"));
            }
            else if (Value.TryRead(member.Value, state, out var secret))
            {
                fields.Add(KeyValuePair.Create(member.Key.Text, secret));
            }
        }

        value = fields;
        return fields.Count == map.Members.Count;
    }

    /// <inheritdoc />
    public override void WriteSchema(Utf8JsonWriter schema, Language language)
    {
        schema.WriteString("type", "object");
        schema.WriteStartObject("additionalProperties");
        schema.WriteString("type", "string");
        schema.WriteEndObject();
    }
}
