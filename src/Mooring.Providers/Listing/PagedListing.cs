using Mooring.Core;
using Mooring.Core.Records;
using Mooring.Providers.Faults;

namespace Mooring.Providers.Listing;

/// <summary>Reads a listing page by page until it is whole.</summary>
/// <remarks>
/// Somebody else may add or delete while pages are read: items then move over a page border, and come twice or not at all. Signs of
/// it are a total that changes, an id that comes again, and a count that misses the total. The listing is then read anew, and given
/// up when it will not come to rest: a listing with a hole would make a plan add what exists.
/// </remarks>
internal static class PagedListing
{
    /// <summary>How often a listing is read before it is given up.</summary>
    public const int Attempts = 3;

    /// <summary>The most items one listing may announce: far above what either cloud sells, far below what memory holds.</summary>
    public const int MostItems = 200_000;

    /// <summary>Every item once, by id.</summary>
    /// <param name="doing">What is listed.</param>
    /// <param name="report">Words the failure.</param>
    /// <param name="read">Reads one page.</param>
    /// <param name="id">An item's id.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="DnsApiException"><see cref="DnsFault.Unavailable"/> when the pages contradict each other every time.</exception>
    public static async Task<IReadOnlyList<T>> ReadAsync<T>(
        Doing doing,
        FaultReport report,
        Func<PagePosition, CancellationToken, Task<Page<T>>> read,
        Func<T, string> id,
        CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await WalkAsync(read, id, cancellation) is { } whole)
            {
                return whole;
            }
        }

        var found = new Text(
            $"the pages contradicted each other {Attempts} times: the list is being changed, or counted wrongly",
            $"连续 {Attempts} 次读取的分页都前后矛盾：列表正在被修改，或计数有误");
        throw report.Unreadable(doing, found, new Ruling(DnsFault.Unavailable, Cure.Wait));
    }

    /// <summary>One walk over all pages; null when they do not fit together.</summary>
    private static async Task<IReadOnlyList<T>?> WalkAsync<T>(
        Func<PagePosition, CancellationToken, Task<Page<T>>> read,
        Func<T, string> id,
        CancellationToken cancellation)
    {
        var items = new Dictionary<string, T>(StringComparer.Ordinal);
        int? total = null;
        for (var number = 1; ; number++)
        {
            var page = await read(new PagePosition(number, items.Count), cancellation);
            if (page.Total > MostItems || (total ??= page.Total) != page.Total || !page.Items.All(item => items.TryAdd(id(item), item)))
            {
                return null;
            }

            if (items.Count >= total || page.Items.Count == 0)
            {
                return items.Count == total ? [.. items.Values] : null;
            }
        }
    }
}
