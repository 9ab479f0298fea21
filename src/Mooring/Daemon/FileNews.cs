namespace Mooring.Daemon;

/// <summary>Tells when a file changed that addresses come from.</summary>
/// <remarks>Looked at every two seconds rather than watched, as <see cref="ConfigurationWatch"/> does and for its reasons.</remarks>
internal sealed class FileNews(TimeProvider time) : INews
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private Dictionary<string, FileMark> seen = [];

    /// <summary>Looks at these files from now on, and at no others; as they are now they count as known.</summary>
    public void Watch(IEnumerable<string> paths)
    {
        lock (gate)
        {
            seen = paths.Distinct(StringComparer.Ordinal).ToDictionary(path => path, FileMark.Of, StringComparer.Ordinal);
        }
    }

    /// <inheritdoc />
    public async Task<News> NextAsync(CancellationToken cancellation)
    {
        while (true)
        {
            if (Changed() is { Count: > 0 } changed)
            {
                return new News(string.Join(", ", changed.Select(path => $"file {path} changed")), IsOfNetwork: false);
            }

            await Task.Delay(Look, time, cancellation);
        }
    }

    private List<string> Changed()
    {
        lock (gate)
        {
            var changed = seen.Where(file => FileMark.Of(file.Key) != file.Value).Select(file => file.Key).ToList();
            changed.ForEach(path => seen[path] = FileMark.Of(path));
            return changed;
        }
    }
}
