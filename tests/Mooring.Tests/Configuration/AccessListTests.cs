using Mooring.Configuration;

namespace Mooring.Tests.Configuration;

public sealed class AccessListTests
{
    private const string Me = "S-1-5-21-1-2-3-1001";
    private const string Neighbour = "S-1-5-21-1-2-3-1002";
    private const string System = "S-1-5-18";
    private const string Administrators = "S-1-5-32-544";
    private const string Users = "S-1-5-32-545";
    private const uint Everything = 0x1f01ff;
    private const uint ReadAndExecute = 0x1200a9;
    private const uint AddFiles = 0x2;

    [Fact]
    public void A_file_in_the_users_own_directory_is_ours_and_private()
    {
        var list = new AccessList(Me, [new(System, Everything), new(Administrators, Everything), new(Me, Everything)]);

        Assert.True(list.IsOursAlone(Me));
        Assert.False(list.CanOthersRead(Me));
    }

    [Fact]
    public void A_file_that_all_users_can_read_is_ours_but_not_private()
    {
        var list = new AccessList(Administrators, [new(Administrators, Everything), new(Users, ReadAndExecute)]);

        Assert.True(list.IsOursAlone(Me));
        Assert.True(list.CanOthersRead(Me));
    }

    [Theory]
    [InlineData(Users, AddFiles)]
    [InlineData("S-1-5-11", Everything)]
    [InlineData(Neighbour, 0x40000u)]
    [InlineData("S-1-1-0", 0x10000000u)]
    public void What_others_can_write_is_not_ours(string account, uint rights) =>
        Assert.False(new AccessList(Me, [new(Me, Everything), new(account, rights)]).IsOursAlone(Me));

    [Fact]
    public void What_another_user_owns_is_not_ours_whatever_it_grants() =>
        Assert.False(new AccessList(Neighbour, [new(Me, Everything)]).IsOursAlone(Me));

    [Fact]
    public void What_another_user_owns_can_be_read_by_others_where_it_is_granted_to_him() =>
        Assert.True(new AccessList(Me, [new(Neighbour, ReadAndExecute)]).CanOthersRead(Me));
}
