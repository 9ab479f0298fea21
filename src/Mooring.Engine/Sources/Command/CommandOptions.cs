using System.Text;
using System.Text.RegularExpressions;
using Mooring.Core.Addresses;

namespace Mooring.Engine.Sources.Command;

/// <summary>What the source <c>command</c> needs to know.</summary>
public sealed record CommandOptions
{
    /// <summary>The program and its arguments; no shell reads them. At least the program.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>The family asked for and the special-use ranges allowed.</summary>
    public required AddressPolicy Policy { get; init; }

    /// <summary>A regular expression with exactly one group, which hits exactly one distinct address; null: the whole output is the address.</summary>
    public Regex? Match { get; init; }

    /// <summary>The output's encoding; null: the system's.</summary>
    public Encoding? Encoding { get; init; }

    /// <summary>How long the program may take. Default 10 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How much it may print, in bytes. Default 1 MiB.</summary>
    public int MostOutput { get; init; } = 1 << 20;
}
