namespace Mooring.Sandbox.Hosting;

/// <summary>What is up, stopped last first; stopping again does nothing.</summary>
internal sealed class RunningParts : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> parts = new();

    /// <summary>Notes a part and gives it back.</summary>
    public T Add<T>(T part)
        where T : IDisposable
    {
        parts.Push(new Plain(part));
        return part;
    }

    /// <summary>Notes a part that takes its time to stop.</summary>
    public void AddServer(IAsyncDisposable part) => parts.Push(part);

    public async ValueTask DisposeAsync()
    {
        while (parts.TryPop(out var part))
        {
            await part.DisposeAsync();
        }
    }

    private sealed class Plain(IDisposable part) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            part.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
