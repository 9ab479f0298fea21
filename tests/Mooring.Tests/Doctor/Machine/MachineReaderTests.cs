using Mooring.Doctor.Machine;

namespace Mooring.Tests.Doctor.Machine;

/// <summary>Machines tell what they are by their files.</summary>
public sealed class MachineReaderTests : IDisposable
{
    private readonly OtherMachine machine = new();

    [Theory]
    [InlineData(".dockerenv", "", "docker")]
    [InlineData("run/.containerenv", "engine=\"podman-4.3.1\"", "podman")]
    [InlineData("run/systemd/container", "systemd-nspawn", "systemd-nspawn")]
    [InlineData("proc/1/cgroup", "12:cpu:/kubepods/besteffort/pod1/abc\n", "kubernetes")]
    [InlineData("proc/1/cgroup", "0::/lxc.payload.box/init.scope\n", "lxc")]
    [InlineData("proc/1/cgroup", "0::/system.slice/docker-0123.scope\n", "docker")]
    [InlineData("proc/1/environ", "PATH=/bin\0container=lxc\0", "lxc")]
    [InlineData("proc/1/environ", "PATH=/bin\0container=wslc\0", null)]
    [InlineData("run/systemd/container", "wsl\n", null)]
    [InlineData("run/secrets/kubernetes.io/serviceaccount/token", "", "kubernetes")]
    [InlineData("proc/1/cgroup", "0::/init.scope\n", null)]
    public void A_container_is_known_by_what_its_manager_leaves(string file, string content, string? kind) =>
        Assert.Equal(kind, Read(machine.With(file, content)).Container);

    [Theory]
    [InlineData("VMware, Inc.", "VMware Virtual Platform", "VMware")]
    [InlineData("Microsoft Corporation", "Virtual Machine", "Hyper-V")]
    [InlineData("Microsoft Corporation", "Surface Pro 7", null)]
    [InlineData("Alibaba Cloud", "Alibaba Cloud ECS", "Alibaba Cloud")]
    [InlineData("Tencent Cloud", "CVM", "Tencent Cloud")]
    [InlineData("QEMU", "Standard PC (Q35 + ICH9, 2009)", "QEMU/KVM")]
    [InlineData("innotek GmbH", "VirtualBox", "VirtualBox")]
    [InlineData("LENOVO", "20QDCTO1WW", null)]
    public void A_virtual_machine_is_known_by_its_maker(string vendor, string product, string? kind) =>
        Assert.Equal(kind, Read(machine.With("sys/class/dmi/id/sys_vendor", vendor + "\n").With("sys/class/dmi/id/product_name", product + "\n")).VirtualMachine);

    [Fact]
    public void Without_firmware_a_virtual_machine_is_known_by_its_processor() =>
        Assert.Equal("hypervisor", Read(machine.With("proc/cpuinfo", "processor\t: 0\nflags\t\t: fpu vme hypervisor lahf_lm\n")).VirtualMachine);

    [Fact]
    public void Linux_inside_Windows_is_no_container()
    {
        var read = Read(machine.With("proc/sys/kernel/osrelease", "5.15.153.1-microsoft-standard-WSL2\n"));

        Assert.True(read.IsWsl);
        Assert.Null(read.Container);
    }

    [Theory]
    [InlineData("etc/synoinfo.conf", "Synology")]
    [InlineData("etc/config/uLinux.conf", "QNAP")]
    [InlineData("etc/openwrt_release", "OpenWrt")]
    [InlineData("etc/debian_version", null)]
    public void An_appliance_is_known_by_its_files(string file, string? name) =>
        Assert.Equal(name, Read(machine.With(file)).Appliance);

    [Fact]
    public void Tools_are_found_where_the_path_of_an_ordinary_user_does_not_lead()
    {
        var read = Read(machine.With("usr/sbin/hwclock").With("usr/bin/timedatectl").With("lib/systemd/system/systemd-timesyncd.service").With("usr/bin/vi"));

        Assert.Equal(["hwclock", "systemd-timesyncd.service", "timedatectl"], read.Tools.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Whoever_is_not_root_types_sudo()
    {
        Assert.Equal("sudo hwclock", new MachineFacts { System = SystemKind.Linux }.AsRoot("hwclock"));
        Assert.Equal("hwclock", new MachineFacts { System = SystemKind.Linux, IsRoot = true }.AsRoot("hwclock"));
    }

    public void Dispose() => machine.Dispose();

    private static MachineFacts Read(OtherMachine other) => MachineReader.Read(other.Files, isRoot: false, SystemKind.Linux);
}
