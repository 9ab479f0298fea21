namespace Mooring.Doctor;

/// <summary>The ids of all findings: programs know them, so none ever changes its meaning. Each stands in the tables of docs/doctor.md.</summary>
internal static class FindingIds
{
    /// <summary>An examination that did not end in time.</summary>
    public const string DoctorTime = "doctor.time";

    /// <summary>The clock of Alibaba Cloud DNS beside this machine's.</summary>
    public const string ClockAlidns = "clock.alidns";

    /// <summary>The clock of Tencent Cloud DNSPod beside this machine's.</summary>
    public const string ClockTencent = "clock.tencent";

    /// <summary>Network time beside this machine's clock.</summary>
    public const string ClockSntp = "clock.sntp";

    /// <summary>A clock before the program's own build.</summary>
    public const string ClockBuild = "clock.build";

    /// <summary>A clock that was set while it was looked at.</summary>
    public const string ClockJump = "clock.jump";

    /// <summary>The hardware's clock.</summary>
    public const string ClockHardware = "clock.rtc";

    /// <summary>Whether the kernel calls its clock synchronised.</summary>
    public const string ClockSync = "clock.sync";

    /// <summary>Who keeps the clock.</summary>
    public const string ClockService = "clock.service";

    /// <summary>The time zone.</summary>
    public const string ClockZone = "clock.zone";

    /// <summary>The program itself: version, build, user, system.</summary>
    public const string MachineProgram = "machine.program";

    /// <summary>The configuration file.</summary>
    public const string ConfigurationFile = "configuration.file";

    /// <summary>What the reader of the configuration warns of.</summary>
    public const string ConfigurationWarning = "configuration.warning";

    /// <summary>The directory in which state is kept.</summary>
    public const string StateDirectory = "state.directory";

    /// <summary>The space that is left for state.</summary>
    public const string StateSpace = "state.space";

    /// <summary>What keeps the names up to date: the daemon, cron, a timer.</summary>
    public const string DaemonRunning = "daemon.running";

    /// <summary>A service that runs Mooring.</summary>
    public const string ServiceState = "service.state";

    /// <summary>Other programs that keep names.</summary>
    public const string DaemonOthers = "daemon.others";

    /// <summary>A network interface and its addresses.</summary>
    public const string NetworkInterface = "network.interface";

    /// <summary>The ways out of this machine.</summary>
    public const string NetworkRoute = "network.route";

    /// <summary>Whether this machine has IPv6 that others can reach.</summary>
    public const string NetworkIpv6 = "network.ipv6";

    /// <summary>A name server that is asked.</summary>
    public const string NetworkResolver = "network.resolver";

    /// <summary>A resolver that is asked over HTTPS.</summary>
    public const string NetworkHttpsResolver = "network.https-resolver";

    /// <summary>Addresses that a proxy made up.</summary>
    public const string NetworkFakeIp = "network.fake-ip";

    /// <summary>A cloud's name that leads to no server of the cloud.</summary>
    public const string NetworkBlocked = "network.blocked";

    /// <summary>Answers for names that do not exist.</summary>
    public const string NetworkNxDomain = "network.nxdomain";

    /// <summary>Where the operating system differs from its name servers.</summary>
    public const string NetworkHosts = "network.hosts";

    /// <summary>The port at which authoritative servers are asked.</summary>
    public const string NetworkDnsPort = "network.dns-port";

    /// <summary>Whether a provider's API is reached.</summary>
    public const string NetworkEndpoint = "network.endpoint";

    /// <summary>A family over which an API is not reached, though over the other.</summary>
    public const string NetworkFamily = "network.family";

    /// <summary>The proxy on the way to an API.</summary>
    public const string NetworkProxy = "network.proxy";

    /// <summary>Something else that answers in an API's place.</summary>
    public const string NetworkPortal = "network.portal";

    /// <summary>The certificates that servers show.</summary>
    public const string NetworkTls = "network.tls";

    /// <summary>The roots that this system trusts.</summary>
    public const string NetworkRoots = "network.roots";

    /// <summary>Whether the IPv4 address can be reached from outside.</summary>
    public const string NetworkNat = "network.nat";

    /// <summary>What a source of the configuration tells.</summary>
    public const string AddressSource = "address.source";

    /// <summary>Whether a provider accepts an account's key.</summary>
    public const string AccountCredentials = "account.credentials";

    /// <summary>Whether the key may do what the records need.</summary>
    public const string AccountPermission = "account.permission";

    /// <summary>Whether the account holds the zone of a name.</summary>
    public const string ZoneFound = "zone.found";

    /// <summary>Whether a zone is paused, locked or expired at its provider.</summary>
    public const string ZoneStanding = "zone.standing";

    /// <summary>A TTL below what a zone's edition allows.</summary>
    public const string ZoneTtl = "zone.ttl";

    /// <summary>Whether the world is sent to the provider that keeps a zone.</summary>
    public const string ZoneDelegation = "zone.delegation";

    /// <summary>Name servers of a zone that do not serve it.</summary>
    public const string ZoneServers = "zone.servers";

    /// <summary>Whether the records can become what is wanted: what <c>plan</c> says.</summary>
    public const string RecordPlan = "record.plan";

    /// <summary>Whether the name servers answer what the provider lists.</summary>
    public const string RecordAnswer = "record.answer";

    /// <summary>Whether a certificate is there, and for how long.</summary>
    public const string CertificateStanding = "certificate.standing";

    /// <summary>Whether it is where it is used.</summary>
    public const string CertificateDeployment = "certificate.deployment";

    /// <summary>Whether an authority is there and serves what is asked of it.</summary>
    public const string CertificateIssuer = "certificate.issuer";

    /// <summary>Whether CAA records let an authority issue.</summary>
    public const string CertificateCaa = "certificate.caa";

    /// <summary>Those of which one says why an API is not reached.</summary>
    public static IReadOnlyList<string> OfTheWay { get; } = [NetworkEndpoint, NetworkProxy, NetworkPortal, NetworkTls];

    /// <summary>The id for a provider's clock.</summary>
    public static string ClockOf(string provider) => $"clock.{provider}";
}
