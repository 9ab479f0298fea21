using Mooring.Engine.Sources.Interface.Windows;

namespace Mooring.Engine.Tests.Sources.Windows;

public sealed class MibNewsTests
{
    private const int Changed = 0;
    private const int Added = 1;
    private const int Deleted = 2;

    [Theory]
    [InlineData(Added, "address 2001:db8:1::5a")]
    [InlineData(Changed, "address 2001:db8:1::5a")]
    [InlineData(Deleted, "address 2001:db8:1::5a gone")]
    public void An_address_is_named(int notification, string expected) =>
        Assert.Equal(expected, MibNews.Address(MibImages.AddressRow("2001:db8:1::5a").Span, notification));

    [Theory]
    [InlineData("IPv4.route", Added, "default route IPv4")]
    [InlineData("IPv6.route", Deleted, "default route IPv6 gone")]
    [InlineData("subnet.route", Added, null)]
    public void Only_a_route_for_every_destination_is_news(string row, int notification, string? expected) =>
        Assert.Equal(expected, MibNews.Route(MibImages.Of(row), notification));

    [Theory]
    [InlineData(Added, "an interface appeared")]
    [InlineData(Changed, "an interface changed")]
    [InlineData(Deleted, "an interface is gone")]
    public void An_interface_comes_changes_and_goes(int notification, string expected) =>
        Assert.Equal(expected, MibNews.Interface(notification));

    [Fact]
    public void News_without_a_row_are_news_all_the_same()
    {
        Assert.Equal("addresses changed", MibNews.Address([], Added));
        Assert.Equal("routes changed", MibNews.Route([], Added));
    }
}
