using Mooring.Configuration.Kinds;
using Mooring.Configuration.Reading;
using Mooring.Configuration.Sections.Sources;
using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Core.Addresses;

namespace Mooring.Configuration.Sections;

/// <summary>Whether the sources that chains name exist, are of the family and lead to an end.</summary>
internal static class Chains
{
    /// <summary>Reports those that do not.</summary>
    public static void Check(NamedSections<AddressEntry> addresses)
    {
        var sources = addresses.Values.ToDictionary(entry => entry.Settings.Name, entry => entry.Settings, StringComparer.Ordinal);
        var inCycles = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in addresses.Values.Where(entry => entry.Settings is FirstOfAddress))
        {
            var chain = (FirstOfAddress)entry.Settings;
            for (var i = 0; i < chain.Of.Count; i++)
            {
                CheckMember(entry, chain, i, addresses.Names, sources);
            }

            CheckEnd(entry, chain, sources, inCycles);
        }
    }

    private static void CheckMember(
        AddressEntry entry, FirstOfAddress chain, int index, IReadOnlyList<string> names, Dictionary<string, AddressSettings> sources)
    {
        var (name, at) = (chain.Of[index], entry.Section.At(FirstOfSection.Of, index));
        if (!names.Contains(name, StringComparer.Ordinal))
        {
            References.ReportSource(entry.Section, at, name, names);
        }
        else if (sources.GetValueOrDefault(name) is { } member && member.Family != chain.Family)
        {
            entry.Section.Report(at, new Complaint(
                new Text($"'{name}' is of {member.Family.Word()}, this chain of {chain.Family.Word()}", $"“{name}”属于 {member.Family.Word()}，而此处为 {chain.Family.Word()}"),
                new Text($"name sources of {chain.Family.Word()} here, and those of {member.Family.Word()} in a chain of their own", $"此处请只列 {chain.Family.Word()} 的来源，{member.Family.Word()} 的另建一个 first-of")));
        }
        else if (chain.Of.Take(index).Contains(name, StringComparer.Ordinal))
        {
            entry.Section.Report(at, new Complaint(
                new Text($"'{name}' stands in this chain already", $"“{name}”在此列表中重复"), new Text("leave it out", "请删去")));
        }
    }

    /// <summary>A circle is told once, at the first of its chains in the file.</summary>
    private static void CheckEnd(AddressEntry entry, FirstOfAddress chain, Dictionary<string, AddressSettings> sources, HashSet<string> inCycles)
    {
        if (WayBack(chain, chain.Name, sources, []) is { } way && !inCycles.Overlaps(way))
        {
            inCycles.UnionWith(way);
            var circle = string.Join(" → ", way.Prepend(chain.Name));
            entry.Section.Report(FirstOfSection.Of,
                new Text($"this chain leads back to itself: {circle}", $"该来源又指回自身：{circle}"),
                new Text("take one of them out of the circle", "请从循环中去掉其中一个"));
        }
    }

    /// <summary>The names from a chain's next source to <paramref name="goal"/>; null when none leads there.</summary>
    private static List<string>? WayBack(FirstOfAddress from, string goal, Dictionary<string, AddressSettings> sources, HashSet<string> seen)
    {
        foreach (var name in from.Of)
        {
            if (name == goal)
            {
                return [name];
            }

            if (seen.Add(name) && sources.GetValueOrDefault(name) is FirstOfAddress next && WayBack(next, goal, sources, seen) is { } rest)
            {
                return [name, .. rest];
            }
        }

        return null;
    }
}
