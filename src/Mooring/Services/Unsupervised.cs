namespace Mooring.Services;

/// <summary>Nobody looks after the daemon, as at a terminal or in a container.</summary>
internal sealed class Unsupervised : ISupervisor
{
    /// <inheritdoc />
    public TimeSpan? Patience => null;

    /// <inheritdoc />
    public void Ready(string status)
    {
    }

    /// <inheritdoc />
    public void Reloading()
    {
    }

    /// <inheritdoc />
    public void Tell(string status)
    {
    }

    /// <inheritdoc />
    public void SignOfLife()
    {
    }

    /// <inheritdoc />
    public void Stopping()
    {
    }

    /// <inheritdoc />
    public void Dispose()
    {
    }
}
