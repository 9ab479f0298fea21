namespace Mooring.Daemon;

/// <summary>Tells whatever any of several tells.</summary>
internal sealed class AnyNews(params INews[] sources) : INews
{
    private readonly Task<News>?[] coming = new Task<News>?[sources.Length];

    /// <summary>Waits for the first of them; what the others tell meanwhile is told with it or the next time.</summary>
    public async Task<News> NextAsync(CancellationToken cancellation)
    {
        for (var i = 0; i < sources.Length; i++)
        {
            coming[i] ??= sources[i].NextAsync(cancellation);
        }

        await Task.WhenAny(coming!);
        var told = new List<News>();
        for (var i = 0; i < sources.Length; i++)
        {
            if (coming[i] is { IsCompleted: true } come)
            {
                coming[i] = null;
                told.Add(await come);
            }
        }

        return new News(string.Join(", ", told.Select(news => news.What)), told.Exists(news => news.IsOfNetwork));
    }
}
