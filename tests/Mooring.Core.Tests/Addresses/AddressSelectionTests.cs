using System.Net;
using Mooring.Core.Addresses;

namespace Mooring.Core.Tests.Addresses;

public sealed class AddressSelectionTests
{
    private static readonly AddressPolicy Global6 = new(IpFamily.IPv6, AllowedRanges.Documentation);

    [Fact]
    public void The_stable_address_is_taken_and_the_temporary_one_passed_over()
    {
        ObservedAddress[] seen = [Seen("2001:db8::aaaa", AddressFlags.Temporary), Seen("2001:db8::bbbb"), Seen("fe80::1", AddressFlags.Permanent)];

        var selected = AddressSelection.Choose(seen, new AddressWish(Global6));

        Assert.Equal("2001:db8::bbbb", selected.Chosen?.Address.ToString());
        Assert.Contains("select: temporary", Reason(selected, "2001:db8::aaaa"), StringComparison.Ordinal);
        Assert.Contains("link-local", Reason(selected, "fe80::1"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_newest_temporary_address_is_taken_where_one_is_asked_for()
    {
        ObservedAddress[] seen =
        [
            Seen("2001:db8::1"),
            Seen("2001:db8::a", AddressFlags.Temporary) with { PreferredLifetime = TimeSpan.FromMinutes(10) },
            Seen("2001:db8::b", AddressFlags.Temporary) with { PreferredLifetime = TimeSpan.FromHours(20) },
            Seen("2001:db8::c", AddressFlags.Temporary | AddressFlags.Deprecated) with { PreferredLifetime = TimeSpan.Zero },
        ];

        var selected = AddressSelection.Choose(seen, new AddressWish(Global6, AddressKind.Temporary));

        Assert.Equal("2001:db8::b", selected.Chosen?.Address.ToString());
    }

    [Fact]
    public void Any_takes_a_stable_address_first_and_a_temporary_one_else()
    {
        ObservedAddress[] both = [Seen("2001:db8::1", AddressFlags.Temporary), Seen("2001:db8::2")];

        Assert.Equal("2001:db8::2", AddressSelection.Choose(both, new AddressWish(Global6, AddressKind.Any)).Chosen?.Address.ToString());
        Assert.Equal("2001:db8::1", AddressSelection.Choose(both[..1], new AddressWish(Global6, AddressKind.Any)).Chosen?.Address.ToString());
        Assert.Null(AddressSelection.Choose(both[..1], new AddressWish(Global6)).Chosen);
    }

    [Fact]
    public void The_old_prefix_is_skipped_once_it_is_deprecated()
    {
        ObservedAddress[] seen =
        [
            Seen("2001:db8:1::1", AddressFlags.Deprecated),
            Seen("2001:db8:2::1") with { PreferredLifetime = TimeSpan.Zero, ValidLifetime = TimeSpan.FromHours(1) },
            Seen("2001:db8:3::1"),
        ];

        var selected = AddressSelection.Choose(seen, new AddressWish(Global6));

        Assert.Equal("2001:db8:3::1", selected.Chosen?.Address.ToString());
        Assert.Contains("deprecated", Reason(selected, "2001:db8:1::1"), StringComparison.Ordinal);
        Assert.Contains("deprecated", Reason(selected, "2001:db8:2::1"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_prefix_the_router_stopped_announcing_gives_way_to_the_fresh_one()
    {
        // Given an old prefix that nobody took back, and the new one
        ObservedAddress[] seen =
        [
            Seen("2001:db8:1::1") with { PreferredLifetime = TimeSpan.FromMinutes(14) },
            Seen("2001:db8:2::1") with { PreferredLifetime = TimeSpan.FromMinutes(29) },
        ];

        // Then the fresh one wins, although the old one is the smaller number
        Assert.Equal("2001:db8:2::1", AddressSelection.Choose(seen, new AddressWish(Global6)).Chosen?.Address.ToString());
    }

    [Fact]
    public void Lifetimes_that_differ_little_do_not_make_the_choice_flap()
    {
        ObservedAddress[] Seen2(int first, int second) =>
        [
            Seen("2001:db8:1::1") with { PreferredLifetime = TimeSpan.FromSeconds(first) },
            Seen("2001:db8:2::1") with { PreferredLifetime = TimeSpan.FromSeconds(second) },
        ];

        var one = AddressSelection.Choose(Seen2(1800, 1300), new AddressWish(Global6)).Chosen?.Address;
        var other = AddressSelection.Choose(Seen2(1300, 1800), new AddressWish(Global6)).Chosen?.Address;

        Assert.Equal(one, other);
    }

    [Theory]
    [InlineData(AddressFlags.Tentative, "under way")]
    [InlineData(AddressFlags.Duplicate, "another host")]
    [InlineData(AddressFlags.Tentative | AddressFlags.Duplicate, "another host")]
    public void An_address_whose_duplicate_detection_is_not_passed_is_skipped(AddressFlags flags, string reason)
    {
        var selected = AddressSelection.Choose([Seen("2001:db8::1", flags)], new AddressWish(Global6));

        Assert.Null(selected.Chosen);
        Assert.Contains(reason, Reason(selected, "2001:db8::1"), StringComparison.Ordinal);
    }

    [Fact]
    public void Slaac_comes_before_a_dhcp_lease_and_an_address_set_by_hand_before_both()
    {
        var lease = Seen("2001:db8::10") with { PrefixLength = 128 };
        var slaac = Seen("2001:db8::5054:ff:fe12:3456");
        var byHand = Seen("2001:db8::ffff:1", AddressFlags.Permanent);

        Assert.Equal(slaac, AddressSelection.Choose([lease, slaac], new AddressWish(Global6)).Chosen);
        Assert.Equal(byHand, AddressSelection.Choose([lease, slaac, byHand], new AddressWish(Global6)).Chosen);
        Assert.Equal(lease, AddressSelection.Choose([lease], new AddressWish(Global6)).Chosen);
    }

    [Fact]
    public void The_order_in_which_addresses_are_listed_does_not_matter()
    {
        ObservedAddress[] seen =
        [
            Seen("2001:db8::3"), Seen("2001:db8::20"), Seen("2001:db8::1", AddressFlags.Temporary),
            Seen("2001:db8::2") with { PrefixLength = 128 }, Seen("fe80::1"),
        ];
        var expected = AddressSelection.Choose(seen, new AddressWish(Global6));
        var random = new Random(20);

        for (var i = 0; i < 100; i++)
        {
            random.Shuffle(seen);
            var selected = AddressSelection.Choose(seen, new AddressWish(Global6));
            Assert.Equal(expected.Chosen, selected.Chosen);
            Assert.Equal(expected.Refused, selected.Refused);
        }

        Assert.Equal("2001:db8::3", expected.Chosen?.Address.ToString());
        Assert.Equal("2001:db8::3 comes before it", Reason(expected, "2001:db8::20"));
    }

    [Fact]
    public void Local_addresses_alone_are_no_global_address()
    {
        var selected = AddressSelection.Choose([Seen("fd00::1"), Seen("fe80::1")], new AddressWish(Global6));

        Assert.Null(selected.Chosen);
        Assert.Equal("no global IPv6 address", selected.Why?.English);
        Assert.Contains("allow: [ula]", Reason(selected, "fd00::1"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_allowed_local_address_is_taken_only_where_there_is_no_public_one()
    {
        var policy = new AddressPolicy(IpFamily.IPv6, AllowedRanges.Ula);

        Assert.Equal("fd00::1", AddressSelection.Choose([Seen("fd00::1")], new AddressWish(policy)).Chosen?.Address.ToString());
        Assert.Equal("2400:3200::1", AddressSelection.Choose([Seen("fd00::1"), Seen("2400:3200::1")], new AddressWish(policy)).Chosen?.Address.ToString());
    }

    [Fact]
    public void An_interface_without_addresses_of_the_family_says_so()
    {
        var selected = AddressSelection.Choose([Seen("192.0.2.1")], new AddressWish(Global6));

        Assert.Equal("no IPv6 address", selected.Why?.English);
        Assert.Empty(selected.Refused);
    }

    [Fact]
    public void A_temporary_address_cannot_be_asked_for_where_the_system_does_not_tell()
    {
        var unknown = Seen("2001:db8::1") with { Flags = null };

        Assert.Contains("does not tell", AddressSelection.Choose([unknown], new AddressWish(Global6, AddressKind.Temporary)).Why?.English, StringComparison.Ordinal);
        Assert.Equal(unknown, AddressSelection.Choose([unknown], new AddressWish(Global6)).Chosen);
        Assert.Equal("no global IPv6 address", AddressSelection.Choose([Seen("fe80::1") with { Flags = null }], new AddressWish(Global6, AddressKind.Temporary)).Why?.English);
    }

    [Fact]
    public void Where_the_system_tells_no_flags_the_stable_one_of_several_is_not_guessed()
    {
        ObservedAddress[] unknown = [Seen("2001:db8::1") with { Flags = null }, Seen("2001:db8::2") with { Flags = null }, Seen("2001:db8:7::1") with { Flags = null }];
        var wayOut = IPAddress.Parse("2001:db8::2");

        var stable = AddressSelection.Choose(unknown, new AddressWish(Global6), wayOut);
        var any = AddressSelection.Choose(unknown, new AddressWish(Global6, AddressKind.Any), wayOut);
        Assert.True(AddressSuffix.TryParse("::2", out var suffix, out _));
        var bySuffix = AddressSelection.Choose(unknown, new AddressWish(Global6) { Suffix = suffix }, wayOut);

        Assert.Null(stable.Chosen);
        Assert.Contains("does not tell which of 2001:db8::1, 2001:db8::2 is stable", stable.Why?.English, StringComparison.Ordinal);
        Assert.Equal(3, stable.Refused.Count);
        Assert.Equal("2001:db8::1", any.Chosen?.Address.ToString());
        Assert.Equal("2001:db8::2", bySuffix.Chosen?.Address.ToString());
    }

    [Fact]
    public void Where_the_system_tells_no_flags_the_only_one_in_the_default_routes_prefix_is_taken()
    {
        ObservedAddress[] unknown = [Seen("2001:db8::1") with { Flags = null }, Seen("2001:db8:7::1") with { Flags = null }];

        var selected = AddressSelection.Choose(unknown, new AddressWish(Global6), IPAddress.Parse("2001:db8:7::1"));

        Assert.Equal("2001:db8:7::1", selected.Chosen?.Address.ToString());
    }

    [Fact]
    public void An_address_that_is_kept_from_outgoing_connections_comes_after_its_like()
    {
        var selected = AddressSelection.Choose([Seen("2001:db8::1") with { Flags = AddressFlags.SkipAsSource }, Seen("2001:db8::2")], new AddressWish(Global6));

        Assert.Equal("2001:db8::2", selected.Chosen?.Address.ToString());
    }

    [Fact]
    public void The_kind_concerns_ipv6_only()
    {
        var policy = new AddressPolicy(IpFamily.IPv4, AllowedRanges.Documentation);

        Assert.Equal("192.0.2.1", AddressSelection.Choose([Seen("192.0.2.1")], new AddressWish(policy, AddressKind.Temporary)).Chosen?.Address.ToString());
    }

    [Fact]
    public void The_prefix_of_the_way_out_comes_before_others()
    {
        var seen = new[] { Seen("2001:db8:1::1"), Seen("2001:db8:2::1") };

        Assert.Equal("2001:db8:1::1", AddressSelection.Choose(seen, new AddressWish(Global6)).Chosen?.Address.ToString());
        Assert.Equal("2001:db8:2::1", AddressSelection.Choose(seen, new AddressWish(Global6), IPAddress.Parse("2001:db8:2::99")).Chosen?.Address.ToString());
    }

    [Fact]
    public void A_prefix_or_a_suffix_picks_one_and_says_why_not_the_others()
    {
        var seen = new[] { Seen("2001:db8:1::1"), Seen("2001:db8:2::7") };
        _ = AddressSuffix.TryParse("::7", out var suffix, out _);

        var byPrefix = AddressSelection.Choose(seen, new AddressWish(Global6) { Prefix = IpPrefix.Parse("2001:db8:2::/48") });
        var bySuffix = AddressSelection.Choose(seen, new AddressWish(Global6) { Suffix = suffix });

        Assert.Equal("2001:db8:2::7", byPrefix.Chosen?.Address.ToString());
        Assert.Contains("outside of the prefix 2001:db8:2::/48", Reason(byPrefix, "2001:db8:1::1"), StringComparison.Ordinal);
        Assert.Equal("2001:db8:2::7", bySuffix.Chosen?.Address.ToString());
        Assert.Contains("are not ::7", Reason(bySuffix, "2001:db8:1::1"), StringComparison.Ordinal);
    }

    private static ObservedAddress Seen(string address, AddressFlags flags = AddressFlags.None)
    {
        var parsed = IPAddress.Parse(address);
        return new ObservedAddress(parsed, parsed.Family() == IpFamily.IPv4 ? 24 : 64) { Flags = flags };
    }

    private static string? Reason(SelectedAddress selected, string address) =>
        selected.Refused.SingleOrDefault(refused => refused.Value == address)?.Reason.English;
}
