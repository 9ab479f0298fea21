using Mooring.Configuration.Yaml;
using Mooring.Core;

namespace Mooring.Import;

/// <summary>An entry of a section in the making.</summary>
/// <param name="Name">Its name, where what it was made of stands.</param>
/// <param name="Settings">Its settings.</param>
/// <param name="Notes">What is to be said about it.</param>
internal sealed record DraftEntry(ScalarNode Name, Node Settings, IReadOnlyList<Text> Notes);

/// <summary>A configuration in the making: what another tool's settings become, and what is to be said about them.</summary>
/// <remarks>Every node keeps the place of what it was made of, so that whatever is wrong is reported there, in the file that its owner knows.</remarks>
internal sealed class Draft
{
    private readonly List<Text> notes = [];
    private readonly List<DraftEntry> accounts = [];
    private readonly List<DraftEntry> addresses = [];
    private readonly List<DraftRecord> records = [];
    private readonly Dictionary<string, List<DraftRecord>> recordsByName = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> wishes = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<DraftEntry> rest = [];

    /// <summary>The first thing to be said; null for none.</summary>
    public Text? Head { get; set; }

    /// <summary>What is to be said about the whole.</summary>
    public IReadOnlyList<Text> Notes => Head is null ? notes : [Head, .. notes];

    /// <summary>The accounts.</summary>
    public IReadOnlyList<DraftEntry> Accounts => accounts;

    /// <summary>The address sources.</summary>
    public IReadOnlyList<DraftEntry> Addresses => addresses;

    /// <summary>The records.</summary>
    public IReadOnlyList<DraftRecord> Records => records;

    /// <summary>Other settings, such as <c>daemon</c>.</summary>
    public IReadOnlyList<DraftEntry> Rest => rest;

    /// <summary>How many parts that decide what is published have no counterpart.</summary>
    public int LeftOut { get; private set; }

    /// <summary>Whether the file asks for every call to be logged.</summary>
    public bool LogsCalls { get; set; }

    /// <summary>Says something about the whole.</summary>
    public void Say(Text note) => notes.Add(note);

    /// <summary>Says that a part which decides what is published has no counterpart.</summary>
    public void Miss(Node at, Text what) => notes.Add(Missed(at, what));

    /// <summary>As above, for a note that stands at its entry.</summary>
    public Text Missed(Node at, Text what)
    {
        LeftOut++;
        return new Text($"NOT CARRIED OVER (line {at.Line}): {what.English}", $"未导入（第 {at.Line} 行）：{what.Chinese}");
    }

    /// <summary>Adds an account under the wished name or one that is like it.</summary>
    /// <returns>The name.</returns>
    public string AddAccount(string wish, MappingNode settings, params IEnumerable<Text> about) => Add(accounts, "accounts", wish, settings, about);

    /// <summary>Adds an address source under the wished name or one that is like it.</summary>
    /// <returns>The name.</returns>
    public string AddAddress(string wish, MappingNode settings, params IEnumerable<Text> about) => Add(addresses, "addresses", wish, settings, about);

    /// <summary>Adds a record; one that only adds the other family to an earlier record goes there.</summary>
    /// <returns>Whether it says something new.</returns>
    public bool AddRecord(DraftRecord record)
    {
        var ofName = recordsByName.TryGetValue(record.Name.Text, out var known) ? known : recordsByName[record.Name.Text] = [];
        if (ofName.Find(other => other.IsLike(record)) is not { } same)
        {
            records.Add(record);
            ofName.Add(record);
            return true;
        }

        var before = same.Sources.ConvertAll(source => source.Text);
        same.Sources.AddRange(record.Sources.Where(source => !before.Contains(source.Text, StringComparer.Ordinal)));
        return same.Sources.Count > before.Count;
    }

    /// <summary>Adds another setting of the top level.</summary>
    public void Add(string key, Node value, params IEnumerable<Text> about) =>
        rest.Add(new DraftEntry(Leaf.Of(value, key), value, [.. about]));

    /// <summary>The settings as a file of Mooring's has them.</summary>
    public MappingNode Build()
    {
        Member[] sections =
        [
            Section("accounts", Leaf.Map(Leaf.Top, accounts.Select(Leaf.Entry))),
            Section("addresses", Leaf.Map(Leaf.Top, addresses.Select(Leaf.Entry))),
            Section("records", new SequenceNode(1, 1, Place.Called("records"), [.. records.Select(record => record.Build())])),
            .. rest.Select(Leaf.Entry),
        ];
        return Leaf.Map(Leaf.Top, sections);
    }

    private static Member Section(string key, Node value) => new(Leaf.Of(Leaf.Top, key), value);

    private string Add(List<DraftEntry> entries, string section, string wish, MappingNode settings, IEnumerable<Text> about)
    {
        var bare = string.Concat(wish.Select(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-')).Trim('-', '_', '.');
        bare = bare.Length == 0 ? section : bare[..Math.Min(bare.Length, 40)];
        string name;
        do
        {
            var nth = wishes[$"{section} {bare}"] = wishes.GetValueOrDefault($"{section} {bare}") + 1;
            name = nth == 1 ? bare : $"{bare}-{nth}";
        }
        while (!names.Add($"{section} {name}"));

        entries.Add(new DraftEntry(Leaf.Of(settings, name), settings, [.. about]));
        return name;
    }
}
