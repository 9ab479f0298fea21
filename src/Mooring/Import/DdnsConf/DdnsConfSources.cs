using Mooring.Configuration.Yaml;
using Mooring.Core;
using Mooring.Core.Addresses;
using Mooring.Import.Ini;

namespace Mooring.Import.DdnsConf;

/// <summary>The address sources of a ddns.conf: one for all A records, one of each card for AAAA.</summary>
internal sealed class DdnsConfSources(DdnsConfReading reading, Draft draft)
{
    /// <summary>The section that makes A records take a card's address.</summary>
    public const string FromCard = "feature_public_ip_from_nic";

    private const string DefaultCard = "eno1";

    private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);

    /// <summary>The name of a record's source, which is made when it is first needed.</summary>
    public string Of(IniSection section, IpFamily family) => family == IpFamily.IPv6 ? Card(section) : OfAllA();

    private string OfAllA()
    {
        if (names.TryGetValue("A", out var known))
        {
            return known;
        }

        var feature = reading.File.Sections.FirstOrDefault(section => string.Equals(section.Name.Text, FromCard, StringComparison.OrdinalIgnoreCase));
        return names["A"] = feature is not null && reading.IsOn(feature, "enable")
            ? CardForAllA(feature)
            : draft.AddAddress("public4", Leaf.Map(
                reading.File.Defaults.Name,
                [Leaf.Entry(reading.File.Defaults.Name, "family", "ipv4"), Leaf.Entry(reading.File.Defaults.Name, "source", "probe"), Extra("probes"), Extra("agree"), Extra("allow")]), DdnsConfNotes.Probe);
    }

    private string CardForAllA(IniSection feature)
    {
        foreach (var key in new[] { "probes", "agree" })
        {
            if (reading.FindWritten(reading.File.Defaults, key) is { } idle)
            {
                reading.Warn(idle,
                    new Text($"'{key}' has no meaning while [{FromCard}] is enabled", $"启用 [{FromCard}] 时“{key}”没有意义"),
                    new Text("take one of both out", "请删去其中之一"));
            }
        }

        var card = reading.Require(feature, "interface", new Text("the network card that has the public address", "持有公网地址的网卡")) ?? Leaf.Of(feature.Name, DefaultCard);
        return draft.AddAddress($"{card.Text}-4", Leaf.Map(
            feature.Name,
            [Leaf.Entry(feature.Name, "family", "ipv4"), Leaf.Entry(feature.Name, "source", "interface"), Leaf.Entry(card, "interface"), Extra("allow")]), DdnsConfNotes.Card4);
    }

    private string Card(IniSection section)
    {
        var card = reading.Find(section, "interface") ?? Leaf.Of(section.Name, DefaultCard);
        if (!names.TryGetValue($"AAAA {card.Text}", out var name))
        {
            name = names[$"AAAA {card.Text}"] = draft.AddAddress($"{card.Text}-6", Leaf.Map(
                section.Name,
                Leaf.Entry(section.Name, "family", "ipv6"),
                Leaf.Entry(section.Name, "source", "interface"),
                Leaf.Entry(card, "interface"),
                Leaf.Entry(section.Name, "select", "stable"),
                Extra("allow")), DdnsConfNotes.Card6);
        }

        return name;
    }

    /// <summary>A key of ours in the reading.File.Defaults.</summary>
    private Member? Extra(string key) =>
        key == "agree" ? reading.Find(reading.File.Defaults, key) is { } one ? Leaf.Entry(one, key) : null
        : reading.FindList(reading.File.Defaults, key) is { } list ? new Member(Leaf.Of(list, key), list) : null;
}
