using Mooring.Http;
using Mooring.Web;

namespace Mooring.Daemon;

/// <summary>Takes every call for a sign of life: a round over many records may take long, and is not stuck while it calls.</summary>
internal sealed class LivelyTrace(IApiTrace inner, Pulse pulse) : IApiTrace
{
    /// <inheritdoc />
    public void Attempted(ApiAttempt attempt)
    {
        pulse.Stir();
        inner.Attempted(attempt);
    }
}
