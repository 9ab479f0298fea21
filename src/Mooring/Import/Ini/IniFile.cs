using Mooring.Configuration;
using Mooring.Configuration.Yaml;

namespace Mooring.Import.Ini;

/// <summary>A key of a section and its value, each where it stands.</summary>
/// <param name="Key">In lower case, as Python's configparser compares keys.</param>
/// <param name="Value">Without the blanks around it; lines that continue it follow after line breaks.</param>
internal sealed record IniEntry(ScalarNode Key, ScalarNode Value);

/// <summary>A section.</summary>
/// <param name="Name">Its name, where it stands; sections keep their case.</param>
internal sealed record IniSection(ScalarNode Name)
{
    /// <summary>The entries in the order of the file; keys are unique.</summary>
    public List<IniEntry> Entries { get; } = [];

    /// <summary>The entry of that key, or null.</summary>
    public IniEntry? Find(string key) => Entries.Find(entry => entry.Key.Text == key);
}

/// <summary>A file that Python's configparser reads: sections, and defaults that every section inherits.</summary>
/// <param name="Defaults">The section <c>DEFAULT</c>; empty where there is none.</param>
/// <param name="Sections">The others in the order of the file; names are unique.</param>
internal sealed record IniFile(IniSection Defaults, IReadOnlyList<IniSection> Sections)
{
    /// <summary>The name of the section that all others inherit from.</summary>
    public const string DefaultsName = "DEFAULT";

    /// <summary>Keys whose value another one takes up as <c>%(key)s</c>.</summary>
    public HashSet<string> TakenUp { get; } = new(StringComparer.Ordinal);

    /// <summary>A section's own value of a key, else the inherited one, with <c>%(key)s</c> filled in; null where neither is written.</summary>
    public ScalarNode? Find(IniSection section, string key, ICollection<Problem> problems) =>
        (section.Find(key) ?? Defaults.Find(key)) is { } entry ? new Interpolation(this, section, problems).Fill(entry) : null;
}
