namespace Mooring.Configuration.Settings;

/// <summary>A whole configuration, validated: every reference holds, every value is in range, secrets are read.</summary>
internal sealed record MooringConfiguration
{
    /// <summary>The file it was read from, absolute.</summary>
    public required string Path { get; init; }

    /// <summary>Whether it lies where it is found without being named, so that a command need not name it.</summary>
    public bool IsFoundUnnamed { get; init; }

    /// <summary>Whether every call goes to the log unless the command line names a level: what <c>debug</c> in a ddns.conf means.</summary>
    public bool LogsCalls { get; init; }

    /// <summary>The accounts with an API, in the order of the file; names are unique, among those without one too.</summary>
    public required IReadOnlyList<AccountSettings> Accounts { get; init; }

    /// <summary>The accounts without an API, in the order of the file: only certificates name them.</summary>
    public IReadOnlyList<ManualAccountSettings> ManualAccounts { get; init; } = [];

    /// <summary>The address sources, in the order of the file; names are unique.</summary>
    public required IReadOnlyList<AddressSettings> Addresses { get; init; }

    /// <summary>The records, in the order of the file; no two concern the same set.</summary>
    public required IReadOnlyList<RecordSettings> Records { get; init; }

    /// <summary>The daemon's rhythm.</summary>
    public required DaemonSettings Daemon { get; init; }

    /// <summary>Name resolution.</summary>
    public required DnsSettings Dns { get; init; }

    /// <summary>The clock cure.</summary>
    public required ClockSettings Clock { get; init; }

    /// <summary>Where state is kept.</summary>
    public required StateSettings State { get; init; }

    /// <summary>Certificates to keep.</summary>
    public required IReadOnlyList<CertificateSettings> Certificates { get; init; }

    /// <summary>Certification authorities by name.</summary>
    public required IReadOnlyList<IssuerSettings> Issuers { get; init; }

    /// <summary>The daemon's HTTP interface; null when it is off.</summary>
    public required ConsoleSettings? Console { get; init; }

    /// <summary>Who is told of what.</summary>
    public required IReadOnlyList<NotificationSettings> Notifications { get; init; }

    /// <summary>Every secret that was read for it, in <c>${file:}</c> and the like too.</summary>
    public IReadOnlyCollection<string> Secrets { get; init; } = [];

    /// <summary>What it takes from outside of its file.</summary>
    public OutsideValues Outside { get; init; } = OutsideValues.None;

    /// <summary>The account of that name.</summary>
    /// <exception cref="KeyNotFoundException">There is none; references inside a validated configuration always hold.</exception>
    public AccountSettings Account(string name) =>
        Accounts.FirstOrDefault(account => account.Name == name) ?? throw new KeyNotFoundException(name);

    /// <summary>The address source of that name.</summary>
    /// <exception cref="KeyNotFoundException">There is none; references inside a validated configuration always hold.</exception>
    public AddressSettings Address(string name) =>
        Addresses.FirstOrDefault(address => address.Name == name) ?? throw new KeyNotFoundException(name);
}
