using System.Net;
using Mooring.Core.Addresses;
using Mooring.Engine.Sources;
using Mooring.Engine.Sources.Interface;

namespace Mooring.Engine.Tests.Sources;

public sealed class NeighbourSourceTests
{
    private static readonly AddressPolicy Any6 = new(IpFamily.IPv6, AllowedRanges.Documentation);

    [Fact]
    public async Task The_neighbours_address_is_its_suffix_in_this_machines_prefix()
    {
        var answer = await AskAsync(new Machine(Seen("2001:db8:1:2:aaaa::1")), "::1:2:3:4");

        Assert.Equal("2001:db8:1:2:1:2:3:4", answer.Value?.ToString());
        Assert.Equal("::1:2:3:4 in 2001:db8:1:2::/64, which 2001:db8:1:2:aaaa::1 of eth0 lies in", answer.How?.English);
        Assert.Contains("取自 eth0 的 2001:db8:1:2:aaaa::1", answer.How?.Chinese, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hardware_address_gives_the_suffix_of_slaac()
    {
        var suffix = AddressSuffix.OfHardwareAddress([0x02, 0x00, 0x5e, 0x10, 0x20, 0x30]);

        var answer = await AskAsync(new Machine(Seen("2001:db8:1:2::1")), suffix);

        Assert.Equal("2001:db8:1:2:0:5eff:fe10:2030", answer.Value?.ToString());
    }

    [Fact]
    public async Task The_prefix_is_that_of_the_stable_address_before_a_temporary_one_and_never_of_a_deprecated_one()
    {
        var machine = new Machine(
            Seen("2001:db8:0:1::1", AddressFlags.Deprecated), Seen("2001:db8:0:2::1", AddressFlags.Temporary), Seen("2001:db8:0:3::1"), Seen("fe80::1"));

        var answer = await AskAsync(machine, "::5");

        Assert.Equal("2001:db8:0:3::5", answer.Value?.ToString());
        Assert.Equal(3, answer.Refused.Count);
    }

    [Fact]
    public async Task Where_the_system_does_not_tell_the_stable_address_from_the_temporary_one_their_prefix_is_taken()
    {
        var machine = new Machine(Seen("2001:db8:0:3::1") with { Flags = null }, Seen("2001:db8:0:3:1234::9") with { Flags = null });

        Assert.Equal("2001:db8:0:3::5", (await AskAsync(machine, "::5")).Value?.ToString());
    }

    [Fact]
    public async Task A_temporary_address_alone_has_the_prefix_too()
    {
        Assert.Equal("2001:db8:0:3::5", (await AskAsync(new Machine(Seen("2001:db8:0:3::1", AddressFlags.Temporary)), "::5")).Value?.ToString());
    }

    [Fact]
    public async Task A_new_prefix_moves_every_neighbour_at_once()
    {
        var machine = new Machine(Seen("2001:db8:1::1"));
        NeighbourSource[] sources = [Source(machine, Suffix("::a")), Source(machine, Suffix("::b"))];

        machine.Addresses = [Seen("2001:db8:2::1")];
        var answers = await AddressRound.AskAsync(sources, TestContext.Current.CancellationToken);

        Assert.Equal(["2001:db8:2::a", "2001:db8:2::b"], answers.Select(answer => answer.Answer.Value?.ToString()));
        Assert.All(sources, source => Assert.True(source.IsPrompt));
    }

    [Fact]
    public async Task A_subnet_of_a_shorter_prefix_is_part_of_the_suffix()
    {
        var source = new NeighbourSource(
            "nas", new NeighbourOptions { Interface = "eth0", Suffix = Suffix("::7:0:0:0:9"), PrefixLength = 56, Policy = Any6 }, new Machine(Seen("2001:db8:1:aa02::1")));

        var answer = await source.AskAsync(TestContext.Current.CancellationToken);

        Assert.Equal("2001:db8:1:aa07::9", answer.Value?.ToString());
    }

    [Fact]
    public async Task A_prefix_that_leaves_no_room_for_the_suffix_is_refused()
    {
        var answer = await AskAsync(new Machine(Seen("2001:db8:1:2:3::1", length: 80)), "::1:2:3:4");

        Assert.Null(answer.Value);
        Assert.Contains("the prefix of eth0 is 2001:db8:1:2:3::/80, which leaves 48 bits, but ::1:2:3:4 has 49", answer.Error?.English, StringComparison.Ordinal);
        Assert.Contains("让路由器下发 /64 前缀", answer.Error?.Chinese, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_short_suffix_stays_within_a_long_prefix()
    {
        Assert.Equal("2001:db8:1:2:3::5", (await AskAsync(new Machine(Seen("2001:db8:1:2:3::1", length: 80)), "::5")).Value?.ToString());
    }

    [Fact]
    public async Task A_lease_of_one_address_stands_for_its_network()
    {
        Assert.Equal("2001:db8:1:2::5", (await AskAsync(new Machine(Seen("2001:db8:1:2::1f3", length: 128)), "::5")).Value?.ToString());
    }

    [Fact]
    public async Task Without_a_global_address_there_is_no_neighbour_either()
    {
        var answer = await AskAsync(new Machine(Seen("fd00::1"), Seen("fe80::1")), "::5");

        Assert.Null(answer.Value);
        Assert.Contains("no global IPv6 address", answer.Error?.English, StringComparison.Ordinal);
    }

    private static Task<SourceAnswer> AskAsync(Machine machine, string suffix) => AskAsync(machine, Suffix(suffix));

    private static Task<SourceAnswer> AskAsync(Machine machine, AddressSuffix suffix) => Source(machine, suffix).AskAsync(TestContext.Current.CancellationToken);

    private static NeighbourSource Source(Machine machine, AddressSuffix suffix) =>
        new("nas", new NeighbourOptions { Interface = "eth0", Suffix = suffix, Policy = Any6 }, machine);

    private static AddressSuffix Suffix(string text) => AddressSuffix.TryParse(text, out var suffix, out var why) ? suffix : throw new ArgumentException(why.English, nameof(text));

    private static ObservedAddress Seen(string address, AddressFlags flags = AddressFlags.None, int length = 64) =>
        new(IPAddress.Parse(address), length) { Flags = flags };

    private sealed class Machine(params ObservedAddress[] addresses) : IInterfaceReader
    {
        public ObservedAddress[] Addresses { get; set; } = addresses;

        public InterfaceReading Read() => new([new NetworkCard("eth0", "eth0", IsUp: true, Addresses)], InContainer: false);
    }
}
