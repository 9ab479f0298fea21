using System.Diagnostics.CodeAnalysis;
using Mooring.Configuration.Yaml;
using Mooring.Core;
using Mooring.Spelling;

namespace Mooring.Configuration.Reading;

/// <summary>The keys a section may have.</summary>
/// <param name="Title">What the section is, after "needs": <c>a mapping with …</c>.</param>
/// <param name="Keys">Every key, in the order of the documentation.</param>
internal sealed record Shape(Text Title, params IReadOnlyList<Key> Keys);

/// <summary>A mapping of the file, read key by key; remembers whether anything in it was wrong.</summary>
// Long, because it holds every way of reading a key with the errors of each; a mistake made in two places must read alike.
internal sealed class Section
{
    private readonly MappingNode node;
    private readonly LoadState state;

    // Keys that are missing only because they are misspelt or another one stands in their place: one mistake, one error.
    private readonly HashSet<string> excused = new(StringComparer.Ordinal);

    private Section(MappingNode node, LoadState state) => (this.node, this.state) = (node, state);

    /// <summary>Whether a problem was reported for this section: what was read of it must not be used.</summary>
    public bool Failed { get; private set; }

    /// <summary>What the loader knows.</summary>
    public LoadState State => state;

    /// <summary>The path of the section.</summary>
    public string Path => node.Path;

    /// <summary>Opens a node as a section; reports unknown keys, keys without a value, and missing required ones.</summary>
    public static bool TryOpen(Node node, Shape shape, LoadState state, [NotNullWhen(true)] out Section? section)
    {
        section = node is MappingNode mapping ? new Section(mapping, state) : null;
        if (section is null)
        {
            state.Report(node,
                new Text($"{shape.Title.English} is needed here", $"此处需要{shape.Title.Chinese}"),
                node is ScalarNode { Text: var text } && text.Contains('：', StringComparison.Ordinal) ? YamlReader.FullWidthMend : new Text(
                    $"write `key: value` lines; the keys are {string.Join(", ", shape.Keys.Select(key => key.Name))}",
                    $"请写成若干行 `键: 值`；可用的键：{string.Join("、", shape.Keys.Select(key => key.Name))}"));
            return false;
        }

        section.CheckKeys(shape);
        return true;
    }

    /// <summary>Whether the key is written, whatever its value.</summary>
    public bool Has(Key key) => node.Find(key.Name) is not null;

    /// <summary>The node of a key's value; the section's own where the key is not written.</summary>
    public Node At(Key key) => node.Find(key.Name)?.Value ?? node;

    /// <summary>The node of one item of a key's list; the value itself where one stands for a list.</summary>
    public Node At(Key key, int index) => At(key) is SequenceNode list ? list.Items[index] : At(key);

    /// <summary>The value of a key as it stands in the file, for messages: never what was filled in.</summary>
    public string AsWritten(Key key) => At(key) is ScalarNode written ? Expansion.Show(written.Text) : "…";

    /// <summary>The value of a key; false when it is not written, or wrong and reported.</summary>
    public bool TryGet<T>(Key<T> key, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        if (node.Find(key.Name) is not { Value: var written } || written is ScalarNode { IsNothing: true })
        {
            return false;
        }

        var good = key.Kind.TryRead(written, state, out value);
        Failed |= !good;
        return good;
    }

    /// <summary>The value of a key, or what counts when it is left out.</summary>
    public T Get<T>(Key<T> key, T fallback) => TryGet(key, out var value) ? value : fallback;

    /// <summary>The value of a key; null when it is left out.</summary>
    public T? Find<T>(Key<T> key) where T : class => TryGet(key, out var value) ? value : null;

    /// <summary>The value of a key that must be there; a missing one is reported.</summary>
    public bool TryRequire<T>(Key<T> key, [MaybeNullWhen(false)] out T value)
    {
        if (TryGet(key, out value))
        {
            return true;
        }

        if (!Has(key))
        {
            ReportMissing(key);
        }

        return false;
    }

    /// <summary>The good items of a list; wrong ones are reported and left out.</summary>
    public IReadOnlyList<T> Items<T>(Key<IReadOnlyList<T>> key) =>
        node.Find(key.Name) is { Value: var written } && written is not ScalarNode { IsNothing: true }
            ? ((Kinds.ListKind<T>)key.Kind).ReadItems(written, state, out _)
            : [];

    /// <summary>Reports something wrong with the value of a key.</summary>
    public void Report(Key key, Text message, Text mend)
    {
        Failed = true;
        var at = node.Find(key.Name)?.Value;
        state.Problems.Add(new Problem(message, mend)
        {
            File = state.File,
            Line = (at ?? node).Line,
            Column = (at ?? node).Column,
            Key = at?.Path ?? node.PathOf(key.Name),
        });
    }

    /// <summary>Reports something wrong at a place within the section.</summary>
    public void Report(Node at, Complaint complaint)
    {
        Failed = true;
        state.Report(at, complaint);
    }

    /// <summary>Tells of something at a place within the section that will hardly do what is wanted.</summary>
    public void Warn(Node at, Complaint complaint) => state.Warn(at, complaint.Message, complaint.Mend);

    /// <summary>Reports a key that stands where it has no meaning.</summary>
    /// <param name="key">The key that stands there.</param>
    /// <param name="message">What is wrong.</param>
    /// <param name="mend">What to write.</param>
    /// <param name="instead">The key that belongs in its place, which is then not reported missing.</param>
    public void ReportMisplaced(Key key, Text message, Text mend, Key? instead = null)
    {
        Failed = true;
        excused.Add(instead?.Name ?? "");
        state.Report(node.Find(key.Name)!.Key, message, mend);
    }

    /// <summary>Reports that a key is missing.</summary>
    public void ReportMissing(Key key)
    {
        if (excused.Add(key.Name))
        {
            Report(key,
                new Text($"'{key.Name}' is missing", $"缺少“{key.Name}”"),
                new Text($"add `{key.Name}: …`: {key.About.English}", $"请添加 `{key.Name}: …`：{key.About.Chinese}"));
        }
    }

    private void CheckKeys(Shape shape)
    {
        foreach (var member in node.Members)
        {
            var key = shape.Keys.FirstOrDefault(key => key.Name == member.Key.Text);
            if (key is null)
            {
                ReportUnknown(member.Key, shape);
            }
            else if (member.Value is ScalarNode { IsNothing: true })
            {
                Report(key,
                    new Text($"'{key.Name}' has no value", $"“{key.Name}”没有值"),
                    new Text($"write {key.AnyKind.Title.English} or leave the key out", $"请填写{key.AnyKind.Title.Chinese}，或删去该键"));
            }
        }

        foreach (var key in shape.Keys.Where(key => key.IsRequired && !Has(key)))
        {
            ReportMissing(key);
        }
    }

    private void ReportUnknown(ScalarNode key, Shape shape)
    {
        Failed = true;
        if (Refused.Reason(key.Text) is { } refused)
        {
            state.Report(key, refused.Message, refused.Mend);
            return;
        }

        if (key.Text == "<<")
        {
            state.Report(key,
                new Text("merging mappings with '<<' is not known here", "不支持用“<<”合并映射"),
                new Text("write the keys out; a whole value may be repeated with an alias", "请逐个写出各键；整个值可以用别名重复"));
            return;
        }

        var names = shape.Keys.Select(known => known.Name).ToList();
        var near = Nearest.Of(key.Text, names);
        excused.Add(near ?? "");
        state.Report(key,
            new Text($"there is no key '{Expansion.Show(key.Text)}' here", $"此处没有键“{Expansion.Show(key.Text)}”"),
            near is not null
                ? new Text($"did you mean '{near}'?", $"您是否想写“{near}”？")
                : new Text($"the keys are {string.Join(", ", names)}", $"可用的键：{string.Join("、", names)}"));
    }
}
