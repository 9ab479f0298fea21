namespace Mooring.Core.Records;

/// <summary>Which askers a record answers ("line", 解析线路): a carrier, a region, or everybody.</summary>
/// <param name="Code">The provider's code: <c>default</c> at Alidns, <c>0</c> or <c>10=0</c> at DNSPod; empty when unknown.</param>
/// <param name="Name">The provider's word: <c>default</c>, <c>默认</c>, <c>电信</c>.</param>
public sealed record DnsLine(string Code, string Name)
{
    /// <summary>Whether both are the same line: by code where both have one, else by name.</summary>
    public bool Matches(DnsLine other) =>
        Code.Length > 0 && other.Code.Length > 0
            ? string.Equals(Code, other.Code, StringComparison.OrdinalIgnoreCase)
            : string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc />
    public override string ToString() => Printable.Of(Name);
}
