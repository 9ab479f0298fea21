using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Mooring.Core.Addresses;
using Mooring.Engine.Sources.Probe;

namespace Mooring.Configuration.Settings;

/// <summary>Where an address comes from.</summary>
/// <param name="Name">The name under <c>addresses:</c>.</param>
/// <param name="Family">The family it yields.</param>
/// <param name="Allow">Special-use ranges that are let through.</param>
internal abstract record AddressSettings(string Name, IpFamily Family, AllowedRanges Allow)
{
    /// <summary>Which addresses it may yield.</summary>
    public AddressPolicy Policy => new(Family, Allow);
}

/// <summary><c>source: probe</c>: asks servers outside.</summary>
/// <param name="Probes">Whom to ask; empty for the built-in ones.</param>
/// <param name="Agree">How many independent operators must tell the same address; at least 1, 2 unless said otherwise.</param>
internal sealed record ProbeAddress(string Name, IpFamily Family, AllowedRanges Allow, IReadOnlyList<ProbeTarget> Probes, int Agree)
    : AddressSettings(Name, Family, Allow);

/// <summary><c>source: interface</c>: an address of this machine.</summary>
/// <param name="Interface">The interface's name, as the system writes it, or a pattern with <c>*</c> and <c>?</c>.</param>
/// <param name="Select">Which of several IPv6 addresses.</param>
/// <param name="Prefix">The range it must lie in; null for any.</param>
/// <param name="Suffix">The last bits it must have; null for any.</param>
internal sealed record InterfaceAddress(
    string Name, IpFamily Family, AllowedRanges Allow, string Interface, AddressKind Select, IpPrefix? Prefix, AddressSuffix? Suffix)
    : AddressSettings(Name, Family, Allow)
{
    /// <summary>Which of its addresses.</summary>
    public AddressWish Wish => new(Policy, Select) { Prefix = Prefix, Suffix = Suffix };
}

/// <summary><c>source: command</c>: what a program prints.</summary>
/// <param name="Command">The program and its arguments; no shell.</param>
/// <param name="Match">A regular expression with one group; null when the whole output is the address.</param>
/// <param name="Encoding">The encoding of what it prints; null for the system's.</param>
internal sealed record CommandAddress(
    string Name, IpFamily Family, AllowedRanges Allow, IReadOnlyList<string> Command, Regex? Match, Encoding? Encoding)
    : AddressSettings(Name, Family, Allow);

/// <summary><c>source: static</c>: written in the file.</summary>
/// <param name="Value">The address; of the family, and allowed.</param>
internal sealed record StaticAddress(string Name, IpFamily Family, AllowedRanges Allow, IPAddress Value)
    : AddressSettings(Name, Family, Allow);

/// <summary><c>source: router</c>: what the router knows of itself.</summary>
/// <param name="Gateway">The router; null for the gateway of the default route.</param>
/// <param name="Protocols">How it is asked, in order; at least one.</param>
internal sealed record RouterAddress(string Name, IpFamily Family, AllowedRanges Allow, IPAddress? Gateway, IReadOnlyList<RouterProtocol> Protocols)
    : AddressSettings(Name, Family, Allow);

/// <summary><c>source: neighbour</c>: another machine's address, in this machine's prefix.</summary>
/// <param name="Interface">This machine's interface on the neighbour's network, or a pattern.</param>
/// <param name="Suffix">The last bits of the neighbour's address.</param>
/// <param name="PrefixLength">How many leading bits are this machine's: 48 to 64.</param>
internal sealed record NeighbourAddress(string Name, IpFamily Family, AllowedRanges Allow, string Interface, AddressSuffix Suffix, int PrefixLength)
    : AddressSettings(Name, Family, Allow);

/// <summary><c>source: file</c>: what a hook wrote.</summary>
/// <param name="Path">The file, absolute.</param>
/// <param name="Match">A regular expression with one group; null when the whole content is the address.</param>
internal sealed record FileAddress(string Name, IpFamily Family, AllowedRanges Allow, string Path, Regex? Match)
    : AddressSettings(Name, Family, Allow);

/// <summary><c>source: first-of</c>: other sources in order.</summary>
/// <param name="Of">Their names; they exist, are of the family, and none leads back here.</param>
internal sealed record FirstOfAddress(string Name, IpFamily Family, IReadOnlyList<string> Of)
    : AddressSettings(Name, Family, AllowedRanges.None);
