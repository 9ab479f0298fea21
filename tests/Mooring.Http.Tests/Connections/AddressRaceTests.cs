using System.Net;
using System.Net.Sockets;
using Mooring.Testing;

namespace Mooring.Http.Tests;

/// <summary>The race between addresses, with attempts that the test ends as it likes.</summary>
public sealed class AddressRaceTests
{
    private readonly ManualClock _time = new();
    private readonly Dictionary<string, TaskCompletionSource<Socket>> _attempts = [];
    private readonly List<string> _started = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("2001:db8::1 2001:db8::2 192.0.2.1 192.0.2.2", AddressFamily.InterNetworkV6, "2001:db8::1 192.0.2.1 2001:db8::2 192.0.2.2")]
    [InlineData("2001:db8::1 2001:db8::2 192.0.2.1", AddressFamily.InterNetwork, "192.0.2.1 2001:db8::1 2001:db8::2")]
    [InlineData("192.0.2.1 192.0.2.2", AddressFamily.InterNetworkV6, "192.0.2.1 192.0.2.2")]
    public void Families_take_turns(string addresses, AddressFamily preferred, string order) =>
        Assert.Equal(order, string.Join(' ', AddressRace.Interleave([.. addresses.Split(' ').Select(IPAddress.Parse)], preferred)));

    [Fact]
    public async Task The_second_address_starts_after_a_head_start_and_may_win()
    {
        using var socket = NewSocket();
        var race = Race("192.0.2.1", "192.0.2.2");
        _time.Advance(TimeSpan.FromMilliseconds(249));
        var early = _started.Count;
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await StartedAsync("192.0.2.2");
        _attempts["192.0.2.2"].SetResult(socket);

        Assert.Same(socket, await race);
        Assert.Equal(1, early);
    }

    [Fact]
    public async Task The_next_address_starts_at_once_when_one_fails()
    {
        using var socket = NewSocket();
        var race = Race("192.0.2.1", "192.0.2.2");
        _attempts["192.0.2.1"].SetException(new SocketException((int)SocketError.NetworkUnreachable));
        await StartedAsync("192.0.2.2");
        _attempts["192.0.2.2"].SetResult(socket);

        Assert.Same(socket, await race);
    }

    [Fact]
    public async Task A_loser_that_connects_after_all_is_closed()
    {
        using var winner = NewSocket();
        using var late = NewSocket();
        var race = Race("192.0.2.1", "192.0.2.2");
        _time.Advance(AddressRace.HeadStart);
        await StartedAsync("192.0.2.2");
        _attempts["192.0.2.2"].SetResult(winner);
        await race;

        _attempts["192.0.2.1"].SetResult(late);

        Assert.True(late.SafeHandle.IsClosed);
        Assert.False(winner.SafeHandle.IsClosed);
    }

    [Fact]
    public async Task When_all_fail_each_is_named_with_its_reason()
    {
        var race = Race("192.0.2.1", "2001:db8::1");
        _attempts["192.0.2.1"].SetException(new SocketException((int)SocketError.ConnectionRefused));
        await StartedAsync("2001:db8::1");
        _attempts["2001:db8::1"].SetException(new SocketException((int)SocketError.NetworkUnreachable));

        var failure = await Assert.ThrowsAsync<ConnectionFailedException>(() => race);

        Assert.Equal("192.0.2.1:443: connection refused; [2001:db8::1]:443: this network is not reachable from here", failure.Failure.What.English);
    }

    private static Socket NewSocket() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    private Task<Socket> Race(params string[] addresses)
    {
        foreach (var address in addresses)
        {
            _attempts[address] = new TaskCompletionSource<Socket>();
        }

        var race = new AddressRace(DialAsync, _time);
        return race.ConnectAsync([.. addresses.Select(address => new IPEndPoint(IPAddress.Parse(address), 443))], Cancellation);
    }

    private Task<Socket> DialAsync(IPEndPoint end, CancellationToken cancellation)
    {
        _started.Add(end.Address.ToString());
        return _attempts[end.Address.ToString()].Task;
    }

    private async Task StartedAsync(string address)
    {
        while (!_started.Contains(address))
        {
            await Task.Yield();
            Cancellation.ThrowIfCancellationRequested();
        }
    }
}
