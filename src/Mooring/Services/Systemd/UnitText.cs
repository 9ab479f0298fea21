using System.Globalization;
using System.Text.RegularExpressions;

namespace Mooring.Services.Systemd;

/// <summary>The texts of the units. Pure.</summary>
internal static partial class UnitText
{
    /// <summary>Variables that <c>${env:}</c> may name; read by systemd, so that it may be root's alone.</summary>
    public const string VariablesFile = "/etc/mooring/mooring.env";

    /// <summary>
    /// Everything that systemd 252 can take away and the program does without. What is not there, and why: the .NET runtime makes pages
    /// executable that it has written (<c>MemoryDenyWriteExecute=</c>) and calls sched_setaffinity; with users of its own
    /// (<c>PrivateUsers=</c>) root's files would seem to be nobody's; and DNS, HTTP, rtnetlink and sd_notify are its work.
    /// </summary>
    private const string Hardening = """
        UMask=0077
        NoNewPrivileges=yes
        CapabilityBoundingSet=
        ProtectSystem=strict
        ProtectHome=yes
        PrivateTmp=yes
        PrivateDevices=yes
        PrivateMounts=yes
        ProtectClock=yes
        ProtectHostname=yes
        ProtectKernelLogs=yes
        ProtectKernelModules=yes
        ProtectKernelTunables=yes
        ProtectControlGroups=yes
        ProtectProc=invisible
        RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
        RestrictNamespaces=yes
        RestrictRealtime=yes
        RestrictSUIDSGID=yes
        LockPersonality=yes
        KeyringMode=private
        RemoveIPC=yes
        SystemCallArchitectures=native
        SystemCallFilter=@system-service
        SystemCallFilter=~@privileged @resources
        # .NET does not start without this one. It also makes code while it runs, so MemoryDenyWriteExecute= cannot be set.
        SystemCallFilter=sched_setaffinity

        """;

    /// <summary>The daemon.</summary>
    public static string Daemon(ServiceSpec spec) => $"""
        {Head("mooring.service")}
        [Unit]
        Description=Keep DNS names pointed at machines whose addresses change
        Wants=network-online.target
        After=network-online.target

        [Service]
        Type=notify
        ExecStart={CommandLine([spec.Program, .. spec.Arguments("run")])}
        {Reload(spec)}
        WatchdogSec=1min
        Restart=on-failure
        RestartSec=10s
        # 2: the configuration has errors, or another daemon serves the same state. Starting again mends neither.
        RestartPreventExitStatus=2

        {Surroundings(spec)}
        {Hardening}
        [Install]
        WantedBy=multi-user.target

        """;

    /// <summary>One round, for the timer.</summary>
    public static string Update(ServiceSpec spec) => $"""
        {Head("mooring-update.service")}
        [Unit]
        Description=Bring DNS names to the addresses of now, once
        Wants=network-online.target
        After=network-online.target

        [Service]
        Type=oneshot
        ExecStart={CommandLine([spec.Program, .. spec.Arguments("update")])}
        TimeoutStartSec=15min

        {Surroundings(spec)}
        {Hardening}
        """;

    /// <summary>The timer.</summary>
    public static string Timer(ServiceSpec spec) => $"""
        {Head("mooring-update.timer")}
        [Unit]
        Description=Bring DNS names to the addresses of now, again and again

        [Timer]
        OnBootSec=30s
        OnUnitActiveSec={string.Create(CultureInfo.InvariantCulture, $"{spec.Interval.TotalSeconds:0}s")}
        AccuracySec=10s

        [Install]
        WantedBy=timers.target

        """;

    /// <summary>Waits for a certificate to come into use, which the store tells by this file.</summary>
    public static string DeployPath(ServiceSpec spec) => $"""
        {Head("mooring-deploy.path")}
        [Unit]
        Description=Wait for certificates to deploy

        [Path]
        PathChanged=/var/lib/{spec.StateName}/certificates/finished
        Unit=mooring-deploy.service

        [Install]
        WantedBy=multi-user.target

        """;

    /// <summary>Deploys certificates as root, which the daemon is not: writes files and runs programs that the configuration lists, wherever these are.</summary>
    public static string Deploy(ServiceSpec spec) => $"""
        {Head("mooring-deploy.service")}
        [Unit]
        Description=Deploy new certificates

        [Service]
        Type=oneshot
        # Asks no network; does what the configuration lists, which is root's own, for what was not deployed yet.
        ExecStart={CommandLine([spec.Program, .. spec.Arguments("cert", "export", "--deploy", "--pending")])}
        EnvironmentFile=-{VariablesFile}
        Restart=on-failure
        RestartSec=15min
        TimeoutStartSec=15min
        UMask=0077

        [Install]
        WantedBy=multi-user.target

        """;

    /// <summary>Words as a command line of systemd.service(5).</summary>
    public static string CommandLine(IEnumerable<string> words) => string.Join(' ', words.Select(Quote));

    /// <summary>The words of a command line that <see cref="CommandLine"/> wrote.</summary>
    public static IReadOnlyList<string> Words(string commandLine) =>
        [.. Word().Matches(commandLine).Select(word => word.Groups["plain"].Success ? word.Value : Unquote(word.Groups["quoted"].Value))];

    private static string Head(string unit) => $"""
        # {Marker.Words}, which writes it anew; `mooring service uninstall` takes it away.
        # Changes of your own belong into a drop-in: `systemctl edit {unit}`.
        """;

    private static string Reload(ServiceSpec spec) => spec.IsConfigurationPassed
        ? "# The configuration is root's alone and is passed at the start: `systemctl restart mooring` after changes."
        : "ExecReload=/bin/kill -HUP $MAINPID";

    private static string Surroundings(ServiceSpec spec) => string.Join('\n', (IEnumerable<string>)
    [
        "# A user that exists while this runs; its state lies in the directory that root's commands use, too.",
        "DynamicUser=yes",
        "User=mooring",
        $"StateDirectory={spec.StateName}",
        "StateDirectoryMode=0700",
        "Environment=XDG_STATE_HOME=%S",
        "# For ${env:NAME}: lines NAME=value.",
        $"EnvironmentFile=-{VariablesFile}",
        .. spec.Credentials.Count > 0 ? ["# For ${file:PATH}: what only root can read is passed at each start."] : Array.Empty<string>(),
        .. spec.Credentials.Select(file => $"LoadCredential={Configuration.ProcessEnvironment.CredentialName(file)}:{file.Replace("%", "%%", StringComparison.Ordinal)}"),
    ]);

    private static string Quote(string word) => Plain().IsMatch(word) ? word
        : $"\"{Special().Replace(word, special => special.Value is "%" or "$" ? special.Value + special.Value : @"\" + special.Value)}\"";

    private static string Unquote(string quoted) => Doubled().Replace(quoted, pair => pair.Value[1..]);

    [GeneratedRegex(@"^[\w@+=:,./-]+$", RegexOptions.ECMAScript, 1_000)]
    private static partial Regex Plain();

    [GeneratedRegex("""[\\"%$]""", RegexOptions.NonBacktracking)]
    private static partial Regex Special();

    [GeneratedRegex("""\\[\\"]|%%|\$\$""", RegexOptions.NonBacktracking)]
    private static partial Regex Doubled();

    [GeneratedRegex(@"(?<plain>[^\s""]+)|""(?<quoted>([^""\\]|\\.)*)""", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Word();
}
