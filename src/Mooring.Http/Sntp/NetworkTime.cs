using System.Net;
using Mooring.Core;

namespace Mooring.Http;

/// <summary>Whom to ask for the time, and whom to believe.</summary>
public sealed record NetworkTimeOptions
{
    /// <summary>The servers, name or address and port (123 as a rule). None: the time is never asked for.</summary>
    public required IReadOnlyList<DnsEndPoint> Servers { get; init; }

    /// <summary>How many must agree within 10 seconds. Default 2.</summary>
    public int Agree { get; init; } = 2;

    /// <summary>When this program was built: true time is later.</summary>
    public required DateTimeOffset BuildDate { get; init; }
}

/// <summary>The time of day in the eyes of several SNTP servers, asked for only where TLS fails for the local clock alone.</summary>
/// <remarks>
/// SNTP is unauthenticated: an attacker on the path of enough servers can choose the time, within what is later than the build date
/// and than anything learned over verified TLS. What he gains is that a certificate is accepted outside its validity; it must
/// still be genuine, for the right name and from a trusted root, so he needs the key of an expired one. The time is used for nothing else:
/// it never sets a clock and never signs. One per program; safe for concurrent use.
/// </remarks>
public sealed class NetworkTime : IDisposable
{
    /// <summary>How long an agreement serves without asking again, and for how long a disagreement is not asked about again.</summary>
    private static readonly TimeSpan AgreementServes = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan DisagreementRests = TimeSpan.FromSeconds(30);

    private readonly NetworkTimeOptions _options;
    private readonly SntpClient _client;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _asking = new(1, 1);
    private (TimeVerdict Verdict, long Since)? _last;

    /// <summary>Asks nobody yet.</summary>
    /// <param name="options">Whom to ask.</param>
    /// <param name="client">Asks.</param>
    /// <param name="trusted">The latest time known for sure; grows with every answer over verified TLS.</param>
    /// <param name="time">Its monotonic clock carries an agreement on.</param>
    public NetworkTime(NetworkTimeOptions options, SntpClient client, TrustedTime trusted, TimeProvider time)
    {
        _options = options;
        _client = client;
        _time = time;
        Trusted = trusted;
    }

    internal TrustedTime Trusted { get; }

    /// <summary>Network time minus this machine's clock; null, with the reason, where the servers could not settle it.</summary>
    public async Task<(TimeSpan? Offset, Text? Why)> MeasureAsync(CancellationToken cancellation)
    {
        var verdict = await AskAsync(cancellation);
        return (verdict.Reading?.At(_time.GetTimestamp(), _time) - _time.GetUtcNow(), verdict.Why);
    }

    /// <summary>Frees what asking holds.</summary>
    public void Dispose() => _asking.Dispose();

    /// <summary>The time now, or why the servers could not settle it.</summary>
    internal async Task<TimeVerdict> AskAsync(CancellationToken cancellation)
    {
        await _asking.WaitAsync(cancellation);
        try
        {
            if (_last is { } last && _time.GetElapsedTime(last.Since) < (last.Verdict.Reading is null ? DisagreementRests : AgreementServes))
            {
                return last.Verdict;
            }

            var answers = await Task.WhenAll(_options.Servers.Select(server => _client.AskAsync(server, cancellation)));
            var now = _time.GetTimestamp();
            var verdict = TimeQuorum.Judge(answers, _options.Agree, Floor, now, _time);
            _last = (verdict, now);
            return verdict;
        }
        finally
        {
            _asking.Release();
        }
    }

    private DateTimeOffset Floor => Trusted.Latest is { } latest && latest > _options.BuildDate ? latest : _options.BuildDate;
}
