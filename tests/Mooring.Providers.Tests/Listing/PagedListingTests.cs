using Mooring.Core.Records;
using Mooring.Providers.Faults;
using Mooring.Providers.Listing;

namespace Mooring.Providers.Tests.Listing;

public sealed class PagedListingTests
{
    private static readonly Doing Doing = Doing.List("DescribeDomainRecords", Sample.Zone);
    private static readonly FaultReport Report = new(ProviderCatalog.All[0]);

    private int _calls;

    /// <summary>Pages of the list that is there at the moment of each call.</summary>
    private Task<IReadOnlyList<string>> ReadAsync(int pageSize, Func<int, IReadOnlyList<string>> at) => PagedListing.ReadAsync(
        Doing,
        Report,
        (position, _) =>
        {
            var all = at(++_calls);
            return Task.FromResult(new Page<string>([.. all.Skip(position.Offset).Take(pageSize)], all.Count));
        },
        id => id,
        Sample.Cancellation);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(4, 2)]
    [InlineData(6, 2)]
    [InlineData(7, 3)]
    public async Task Reads_all_pages_and_not_one_more(int count, int calls)
    {
        var listed = await ReadAsync(3, _ => Ids(count));

        Assert.Equal(Ids(count), listed);
        Assert.Equal(calls, _calls);
    }

    [Fact]
    public async Task Reads_anew_when_an_addition_moves_an_item_over_the_border()
    {
        // Newest first: after the first page a new item pushes "3" onto the second page as well
        string[] before = ["1", "2", "3", "4", "5"], after = ["new", "1", "2", "3", "4", "5"];

        var listed = await ReadAsync(3, call => call == 1 ? before : after);

        Assert.Equal(after, listed);
        Assert.Equal(4, _calls);
    }

    [Fact]
    public async Task Reads_anew_when_a_deletion_makes_a_hole()
    {
        // "4" moves to the first page when "1" goes, and would be missed
        string[] before = ["1", "2", "3", "4", "5"], after = ["2", "3", "4", "5"];

        var listed = await ReadAsync(3, call => call == 1 ? before : after);

        Assert.Equal(after, listed);
    }

    [Fact]
    public async Task Reads_anew_when_one_goes_and_one_comes_and_the_total_stays()
    {
        string[] before = ["1", "2", "3", "4"], after = ["new", "1", "2", "4"];

        var listed = await ReadAsync(2, call => call == 1 ? before : after);

        Assert.Equal(after, listed);
    }

    [Fact]
    public async Task Gives_up_when_the_list_never_comes_to_rest()
    {
        var failed = await Assert.ThrowsAsync<DnsApiException>(() => ReadAsync(2, call => Ids(3 + call)));

        Assert.Equal(DnsFault.Unavailable, failed.Fault);
        Assert.Contains("listing the records of example.com", failed.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5, 4)]
    [InlineData(3, 4)]
    [InlineData(7, 0)]
    public async Task Never_believes_a_list_that_does_not_hold_what_it_counts(int total, int held)
    {
        var calls = 0;

        await Assert.ThrowsAsync<DnsApiException>(() => PagedListing.ReadAsync(
            Doing,
            Report,
            (position, _) =>
            {
                calls++;
                return Task.FromResult(new Page<string>([.. Ids(held).Skip(position.Offset)], total));
            },
            id => id,
            Sample.Cancellation));

        Assert.InRange(calls, PagedListing.Attempts, 2 * PagedListing.Attempts);
    }

    [Fact]
    public async Task Ends_when_every_page_is_the_first_one()
    {
        await Assert.ThrowsAsync<DnsApiException>(() => PagedListing.ReadAsync(
            Doing, Report, (_, _) => Task.FromResult(new Page<string>(["1", "2"], int.MaxValue)), id => id, Sample.Cancellation));
    }

    [Fact]
    public async Task Follows_a_host_that_cuts_pages_shorter_than_asked()
    {
        // DNSPod by offset, Alidns by number: the offset is what was received
        List<PagePosition> positions = [];

        await PagedListing.ReadAsync(
            Doing,
            Report,
            (position, _) =>
            {
                positions.Add(position);
                return Task.FromResult(new Page<string>([.. Ids(5).Skip(position.Offset).Take(2)], 5));
            },
            id => id,
            Sample.Cancellation);

        Assert.Equal([new(1, 0), new(2, 2), new PagePosition(3, 4)], positions);
    }

    private static string[] Ids(int count) => [.. Enumerable.Range(1, count).Select(number => $"{number}")];
}
