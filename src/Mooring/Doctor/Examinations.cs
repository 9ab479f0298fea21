using Mooring.Doctor.Accounts;
using Mooring.Doctor.Certificates;
using Mooring.Doctor.Clock;
using Mooring.Doctor.Machine;
using Mooring.Doctor.Network;
using Mooring.Engine.Machine;
using Mooring.Engine.Sources.Interface;

namespace Mooring.Doctor;

/// <summary>Everything the doctor looks at, in the order of the report: what others depend on comes first.</summary>
internal static class Examinations
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<IExamination> All { get; } =
    [
        new MachineExamination(new MachineFiles()),
        new ServiceExamination(),
        new ClockExamination(new MachineFiles()),
        new InterfaceExamination(new SystemInterfaceReader()),
        new ResolverExamination(),
        new EndpointExamination(new SystemInterfaceReader()),
        new AddressExamination(new SystemInterfaceReader()),
        new AccountsExamination(),
        new CertificatesExamination(),
    ];
}
