namespace Mooring.Providers.Faults;

/// <summary>What helps against a fault. Every vendor's codes lead to one of these, so that the advice is written once.</summary>
internal enum Cure
{
    /// <summary>Nothing is known beyond the host's own words.</summary>
    None,

    /// <summary>The key is unknown, disabled or mistyped; the host does not say which.</summary>
    RenewKey,

    /// <summary>No key has that id.</summary>
    FindKey,

    /// <summary>The key is disabled.</summary>
    EnableKey,

    /// <summary>The secret is not that of the key.</summary>
    CorrectSecret,

    /// <summary>The token of temporary credentials is over or belongs to another key.</summary>
    RenewToken,

    /// <summary>The key's user lacks a right.</summary>
    Grant,

    /// <summary>The same, but the host may also mean a zone or a record that is not there.</summary>
    GrantOrCheck,

    /// <summary>The account itself is held: arrears, real-name check, risk control, sign-in region.</summary>
    ClearAccount,

    /// <summary>The key may not be used from this address.</summary>
    AllowAddress,

    /// <summary>The clock. The channel, which has measured it, says how far it is off and what to do.</summary>
    SetClock,

    /// <summary>Passes by itself.</summary>
    Wait,

    /// <summary>The TTL is outside what the edition allows.</summary>
    ChangeTtl,

    /// <summary>The line is unknown or not part of the edition.</summary>
    ChangeLine,

    /// <summary>The default line must have a record first.</summary>
    AddDefaultLine,

    /// <summary>Another limit of the edition.</summary>
    Upgrade,

    /// <summary>Records that exclude each other.</summary>
    ResolveConflict,

    /// <summary>The record exists.</summary>
    NothingToDo,

    /// <summary>The zone is not in this account.</summary>
    CheckZone,

    /// <summary>The record is gone.</summary>
    ListAgain,

    /// <summary>The zone is locked, expired or suspended.</summary>
    FreeZone,

    /// <summary>The record is locked.</summary>
    UnlockRecord,

    /// <summary>The host refuses the value or the name.</summary>
    CheckValue,

    /// <summary>The request itself is wrong or the action is gone.</summary>
    Report,
}
