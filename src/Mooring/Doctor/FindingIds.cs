namespace Mooring.Doctor;

/// <summary>The ids of all findings: programs know them, so none ever changes its meaning. Each stands in the tables of docs/doctor.md.</summary>
internal static class FindingIds
{
    /// <summary>An examination that did not end in time.</summary>
    public const string DoctorTime = "doctor.time";

    /// <summary>A network interface and its addresses.</summary>
    public const string NetworkInterface = "network.interface";

    /// <summary>The ways out of this machine.</summary>
    public const string NetworkRoute = "network.route";

    /// <summary>Whether this machine has IPv6 that others can reach.</summary>
    public const string NetworkIpv6 = "network.ipv6";
}
