using System.Collections.Immutable;

namespace Mooring.Sandbox.World;

/// <summary>One key of one cloud's account.</summary>
/// <param name="Provider">The cloud.</param>
/// <param name="Id">Access key id (Alidns) or secret id (Tencent).</param>
/// <param name="Secret">The secret signed with.</param>
public sealed record SandboxAccount(SandboxProvider Provider, string Id, string Secret)
{
    /// <summary>The id under which the account's zones are held; several keys of one account share it. Its own id when left out.</summary>
    public string Owner { get; init; } = Id;

    /// <summary>With a temporary key, the token every request must carry; null for a permanent key, which must carry none.</summary>
    public string? Token { get; init; }

    /// <summary>When the temporary key ends; null for never.</summary>
    public DateTimeOffset? TokenExpires { get; init; }

    /// <summary>False when the owner switched the key off.</summary>
    public bool Active { get; init; } = true;

    /// <summary>The actions the key may call; null for every action.</summary>
    public ImmutableHashSet<string>? Permissions { get; init; }

    /// <summary>Whether the key may call the action.</summary>
    public bool Allows(string action) => Permissions is null || Permissions.Contains(action);

    /// <summary>Names the key without its secrets.</summary>
    public override string ToString() => $"{Provider.Word()} {Id}";
}
