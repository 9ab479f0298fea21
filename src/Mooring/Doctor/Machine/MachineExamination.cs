using System.Reflection;
using System.Runtime.InteropServices;
using Mooring.Composition;
using Mooring.Configuration;
using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Engine.Machine;
using Mooring.Engine.Store;
using Mooring.Http;

namespace Mooring.Doctor.Machine;

/// <summary>Looks at the program itself, its configuration, its state, and at what keeps it going.</summary>
/// <param name="files">What a Unix system tells of itself.</param>
internal sealed class MachineExamination(MachineFiles files) : IExamination
{
    /// <inheritdoc />
    public Text Name { get; } = new("this machine", "本机");

    /// <inheritdoc />
    public Task<IReadOnlyList<Finding>> ExamineAsync(Patient patient, CancellationToken cancellation)
    {
        var machine = MachineReader.Read(files, patient.Environment.IsRoot, MachineReader.System);
        return Task.FromResult<IReadOnlyList<Finding>>(
        [
            Program(machine, patient.Environment.UserName),
            .. ConfigurationJudge.Judge(patient.Configuration, patient.Warnings),
            .. patient.Configuration is { } configuration ? OfState(configuration, patient.Environment, machine) : [],
        ]);
    }

    private IEnumerable<Finding> OfState(MooringConfiguration configuration, ProcessEnvironment environment, MachineFacts machine)
    {
        var directory = StateLocation.Of(configuration, _ => { });
        var trust = environment.UserId is { } user ? StateTrust.Judge(directory, user) : null;
        var state = StateReader.Read(directory);
        var linux = machine.System == SystemKind.Linux;
        return
        [
            .. StateJudge.Judge(state, trust, environment.UserName),
            .. UpkeepJudge.Judge(
                DaemonLock.Find(directory),
                isHidden: state.Access == WriteAccess.Denied,
                linux ? Schedules.Read(files) : [],
                linux ? Schedules.Others(files) : [],
                sees: linux && machine.Container is null),
        ];
    }

    private static Finding Program(MachineFacts machine, string user)
    {
        var version = typeof(MachineExamination).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0];
        var (built, system) = (BuildDate.Utc.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), RuntimeInformation.OSDescription);
        var where = machine.Container ?? machine.VirtualMachine;
        return Finding.Ok(FindingIds.MachineProgram, "mooring", new(
            $"version {version}, built on {built}, run by {user} on {system}{(where is null ? "" : $" ({where})")}",
            $"版本 {version}，构建于 {built}，由 {user} 运行于 {system}{(where is null ? "" : $"（{where}）")}"));
    }
}
