namespace Mooring.Configuration;

/// <summary>What a file of Windows grants to one account.</summary>
/// <param name="Account">Its security identifier.</param>
/// <param name="Rights">The access mask.</param>
internal sealed record AccessGrant(string Account, uint Rights);

/// <summary>Who owns a file of Windows, and what it grants. Pure.</summary>
/// <remarks>What it denies is left out: whoever is granted something counts as having it.</remarks>
/// <param name="Owner">The owner's security identifier.</param>
/// <param name="Grants">What holds for the file itself.</param>
internal sealed record AccessList(string Owner, IReadOnlyList<AccessGrant> Grants)
{
    // Access masks, winnt.h: write and append data, delete children, delete, change the list or the owner, GENERIC_WRITE, GENERIC_ALL.
    private const uint Writing = 0x2 | 0x4 | 0x40 | 0x10000 | 0x40000 | 0x80000 | 0x40000000 | 0x10000000;
    private const uint Reading = 0x1 | 0x80000000 | 0x10000000;

    /// <summary>SYSTEM, the administrators, the installer of Windows; and those that stand for the owner.</summary>
    private static readonly HashSet<string> Trusted = new(StringComparer.Ordinal)
    {
        "S-1-5-18", "S-1-5-32-544", "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464", "S-1-3-0", "S-1-3-4",
    };

    /// <summary>Whether it belongs to the caller or the system, and nobody else can write it.</summary>
    /// <param name="caller">The caller's security identifier.</param>
    public bool IsOursAlone(string caller) => IsTrusted(Owner, caller) && !Grants.Any(grant => IsForOthers(grant, Writing, caller));

    /// <summary>Whether somebody beside the caller and the system can read it.</summary>
    /// <param name="caller">The caller's security identifier.</param>
    public bool CanOthersRead(string caller) => Grants.Any(grant => IsForOthers(grant, Reading, caller));

    private static bool IsForOthers(AccessGrant grant, uint rights, string caller) =>
        (grant.Rights & rights) != 0 && !IsTrusted(grant.Account, caller);

    private static bool IsTrusted(string account, string caller) => account == caller || Trusted.Contains(account);
}
