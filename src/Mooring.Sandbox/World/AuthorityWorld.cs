namespace Mooring.Sandbox.World;

/// <summary>What the test CA shows to those who steer it.</summary>
/// <remarks>Safe for concurrent use.</remarks>
public sealed class AuthorityWorld
{
    private volatile AuthoritySettings settings = AuthoritySettings.Default;
    private volatile IReadOnlyList<string> roots = [];

    /// <summary>How it behaves; a change takes effect with the next request.</summary>
    public AuthoritySettings Settings { get => settings; set => settings = value; }

    /// <summary>What it issued.</summary>
    public CertificateBook Certificates { get; } = new();

    /// <summary>What it was asked.</summary>
    public AuthorityJournal Calls { get; } = new();

    /// <summary>The roots as PEM: the one that the usual chain leads to, then that of the alternate chain. Empty while there is no CA.</summary>
    public IReadOnlyList<string> Roots { get => roots; internal set => roots = value; }
}
