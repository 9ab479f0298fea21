using Mooring.Core;

namespace Mooring.Acme;

/// <summary>Speaks ACME (RFC 8555) with one CA, as one account.</summary>
/// <remarks>
/// Safe for concurrent use, but for what changes the account itself. Every method throws <see cref="AcmeException"/> when the CA refuses,
/// cannot be reached, or answers what is no ACME, and <see cref="OperationCanceledException"/> when cancelled. Requests are repeated
/// where that is right: a refused nonce, a passing failure, a <c>Retry-After</c> within <see cref="AcmeLimits.Retry"/>. None is
/// redirected; sizes and times are limited by <see cref="AcmeLimits"/>, whatever the CA does.
/// </remarks>
public sealed partial class AcmeClient : IDisposable
{
    private readonly AcmeClientOptions _options;
    private readonly TimeProvider _time;
    private readonly AcmeSession _session;

    /// <summary>Makes a client; nothing is sent yet.</summary>
    /// <param name="options">Which CA, and how.</param>
    /// <param name="key">The account's key; remains the caller's.</param>
    /// <param name="time">This machine's clock.</param>
    /// <exception cref="ArgumentException">The directory's address is neither https nor http on loopback.</exception>
    public AcmeClient(AcmeClientOptions options, AcmeKey key, TimeProvider time)
    {
        var directory = options.Directory;
        if (!directory.IsAbsoluteUri || !ServerUrl.IsAllowed(directory))
        {
            throw new ArgumentException("A directory's address is https, or http on loopback.", nameof(options));
        }

        _options = options;
        _time = time;
        _session = new AcmeSession(options, key, time);
    }

    /// <summary>
    /// The account's URL: known from an earlier run, or set by <see cref="RegisterAsync"/>. All but that, the directory and renewal
    /// information need it.
    /// </summary>
    public string? AccountUrl
    {
        get => _session.AccountUrl;
        set => _session.AccountUrl = value;
    }

    /// <summary>The CA's clock minus this machine's, as the dates of its answers told; null before the first one.</summary>
    public TimeSpan? ClockOffset => _session.ClockOffset;

    /// <summary>What the CA offers; asked at most once a day.</summary>
    public Task<AcmeDirectory> GetDirectoryAsync(CancellationToken cancellation) => _session.DirectoryAsync(cancellation);

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _session.Dispose();

    /// <summary>What the directory does not name cannot be had.</summary>
    private Uri Offered(Uri? url, Text what) => url ?? throw Refusal(what, new(
        "the CA's directory does not offer it", "该证书颁发机构的目录不提供此功能"));

    /// <summary>Refuses before asking.</summary>
    private AcmeException Refusal(Text what, Text why) => new(AcmeFaults.Sentence(what, _options.Directory, why));
}
