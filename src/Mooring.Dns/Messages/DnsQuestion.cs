namespace Mooring.Dns;

/// <summary>What is asked.</summary>
/// <param name="Name">The owner name; a <c>DomainName</c> converts by itself.</param>
/// <param name="Type">The type wanted.</param>
/// <param name="Class">Internet unless said otherwise; <see cref="DnsClass.Chaos"/> asks a server about itself.</param>
public sealed record DnsQuestion(DnsName Name, DnsType Type, DnsClass Class = DnsClass.In)
{
    /// <summary>As <c>dig</c> takes it: name, class, type.</summary>
    public override string ToString() => $"{Name} {Class.Mnemonic()} {Type.Mnemonic()}";
}
