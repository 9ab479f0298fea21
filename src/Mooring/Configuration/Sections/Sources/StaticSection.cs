using System.Net;
using Mooring.Configuration.Kinds;
using Mooring.Configuration.Reading;
using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Core.Addresses;

namespace Mooring.Configuration.Sections.Sources;

/// <summary><c>source: static</c>.</summary>
internal static class StaticSection
{
    private static readonly Key<IPAddress> Value = new("value", Addresses.One,
        new Text("static: the address", "static：地址"));

    /// <summary>The kind.</summary>
    public static SourceKind Kind { get; } = new("static", [Value], Read);

    private static StaticAddress? Read(SourceHead head, Section section)
    {
        if (!section.TryRequire(Value, out var value) || head.Family is not { } family)
        {
            return null;
        }

        if (new AddressPolicy(family, head.Allow).Refuse(value) is { } reason)
        {
            section.Report(Value,
                new Text($"{value}: {reason.English}", $"{value}：{reason.Chinese}"),
                value.Family() == family
                    ? new Text("write a public address, or name its range in `allow`", "请填写公网地址，或在 `allow` 中放行其地址段")
                    : new Text($"write `family: {value.Family().Word()}`, or another address", $"请写 `family: {value.Family().Word()}`，或换一个地址"));
        }

        return new StaticAddress(head.Name, family, head.Allow, value);
    }
}
