using Mooring.Composition;
using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Doctor.Machine;
using Mooring.Engine.Machine;
using Mooring.Http;
using Mooring.Providers;

namespace Mooring.Doctor.Clock;

/// <summary>Looks at the system's clock, the hardware's, who keeps them, and how far both clouds and the time servers see them off.</summary>
/// <param name="files">What a Unix system tells of itself.</param>
internal sealed class ClockExamination(MachineFiles files) : IExamination
{
    /// <inheritdoc />
    public Text Name { get; } = new("the clock", "时钟");

    /// <inheritdoc />
    public async Task<IReadOnlyList<Finding>> ExamineAsync(Patient patient, CancellationToken cancellation)
    {
        var machine = MachineReader.Read(files, patient.Environment.IsRoot, MachineReader.System);
        var began = LocalInstant.Now(patient.Time);
        var offsets = await MeasureAsync(patient, cancellation);
        var services = machine.System == SystemKind.Linux ? TimeServices.Read(files) : [];
        var mend = new ClockMend(machine, services, ServerOf(patient));
        return
        [
            .. WallClockJudge.Judge(patient.Time.GetUtcNow(), BuildDate.Utc, !began.IsUnbroken(patient.Time), mend.SystemClock(TrueTime(patient, offsets))),
            .. new ClockOffsetJudge(offsets, mend.SystemClock(TrueTime(patient, offsets))).Judge(),
            .. OfSystem(patient, machine, offsets, services, mend),
        ];
    }

    private IEnumerable<Finding> OfSystem(Patient patient, MachineFacts machine, ClockOffsets offsets, IReadOnlyList<string> services, ClockMend mend)
    {
        if (OperatingSystem.IsWindows())
        {
            return WindowsClock.Judge(WindowsClockReader.Read(), mend.SystemClock(null));
        }

        var zone = patient.Time.LocalTimeZone.GetUtcOffset(patient.Time.GetUtcNow());
        var zoned = ZoneJudge.Judge(ZoneFacts.Read(files, patient.Environment.Find("TZ")), zone, machine);
        return machine.System == SystemKind.Linux ? [.. OfLinux(patient, machine, offsets, services, mend, zone), zoned] : [zoned];
    }

    private IEnumerable<Finding> OfLinux(
        Patient patient, MachineFacts machine, ClockOffsets offsets, IReadOnlyList<string> services, ClockMend mend, TimeSpan zone)
    {
        var best = offsets.Best ?? TimeSpan.Zero;
        yield return new HardwareClockJudge(machine, mend).Judge(
            HardwareClockReader.Read(files, patient.Time), patient.Time.GetUtcNow() + best, best, zone, BuildDate.Utc);
        var kernel = KernelClockReader.Read();
        if (kernel is not null)
        {
            yield return KernelClock.Judge(kernel, machine, services);
        }

        yield return TimeServices.Judge(services, machine, kernel, mend);
    }

    private static DateTimeOffset? TrueTime(Patient patient, ClockOffsets offsets) => patient.Time.GetUtcNow() + offsets.Best;

    /// <summary>The first time server that a command can name: on the port that all commands take for granted.</summary>
    private static string ServerOf(Patient patient) =>
        ClockOf(patient).Sntp.FirstOrDefault(server => server.Port == ClockSettings.SntpPort)?.Host ?? new ClockSettings().Sntp[0].Host;

    private static ClockSettings ClockOf(Patient patient) => patient.Configuration?.Clock ?? new ClockSettings();

    private static async Task<ClockOffsets> MeasureAsync(Patient patient, CancellationToken cancellation)
    {
        var clock = ClockOf(patient);
        using var servers = TimeServers.Of(
            clock, patient.Configuration?.Dns ?? new DnsSettings(), patient.Installation?.Trusted ?? new TrustedTime(), patient.Time);
        var network = servers.MeasureAsync(cancellation);
        var providers = Task.WhenAll(WaysOf(patient, servers).Select(way => MeasureAsync(way, patient.Time, cancellation)));
        await Task.WhenAll(network, providers);
        var (offset, why) = await network;
        return new ClockOffsets { Providers = await providers, Network = offset, NetworkFailure = why, Warn = clock.Warn };
    }

    private static async Task<ProviderOffset> MeasureAsync(Way way, TimeProvider time, CancellationToken cancellation)
    {
        var measured = await HostClock.MeasureAsync(way.Endpoint, way.Connections, time, cancellation);
        return new ProviderOffset(way.Provider.Name, way.Provider.Apis[0].ClockTolerance, measured.Offset, measured.Failure);
    }

    /// <summary>One way to each provider in use; without a configuration, to each that there is.</summary>
    private static IEnumerable<Way> WaysOf(Patient patient, NetworkTime servers) => patient.Installation is { } installation
        ? installation.Routes.DistinctBy(route => route.Provider, StringComparer.Ordinal)
            .Select(route => new Way(ProviderCatalog.Find(route.Provider)!, route.Endpoint, route.Connections))
        : ProviderCatalog.All.Select(provider => new Way(provider, provider.Apis[0].Endpoint, new HttpConnectionOptions { NetworkTime = servers }));

    private sealed record Way(ProviderInfo Provider, Uri Endpoint, HttpConnectionOptions Connections);
}
