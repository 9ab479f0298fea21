using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Mooring.Core;
using Mooring.Http;

namespace Mooring.Acme;

/// <summary>One account's talk with one CA: its directory, key and URL.</summary>
/// <remarks>Safe for concurrent use; key and account are meant to be changed by one at a time.</remarks>
internal sealed class AcmeSession(AcmeClientOptions options, AcmeKey key, TimeProvider time) : IDisposable
{
    /// <summary>How long a directory is kept: RFC 8555 §7.1.1 leaves it to its caching headers, which CAs do not send; they announce changes weeks ahead.</summary>
    private static readonly TimeSpan DirectoryLife = TimeSpan.FromDays(1);

    private static readonly Text ReadingDirectory = new("reading the directory", "读取目录");

    private readonly AcmeChannel _channel = new(options, time);
    private volatile AcmeKey _key = key;
    private volatile string? _accountUrl;
    private volatile Tuple<AcmeDirectory, long>? _directory;

    /// <summary>The account's key.</summary>
    public AcmeKey Key
    {
        get => _key;
        set => _key = value;
    }

    /// <summary>The account's URL, once known.</summary>
    public string? AccountUrl
    {
        get => _accountUrl;
        set => _accountUrl = value;
    }

    /// <summary>The CA's clock minus this machine's; null before it is known.</summary>
    public TimeSpan? ClockOffset => _channel.ClockOffset;

    /// <summary>The CA's directory, read at most once a day.</summary>
    public async Task<AcmeDirectory> DirectoryAsync(CancellationToken cancellation)
    {
        if (_directory is { } known && time.GetElapsedTime(known.Item2) < DirectoryLife)
        {
            return known.Item1;
        }

        var address = options.Directory;
        var reply = await _channel.GetAsync(ReadingDirectory, address, cancellation);
        var directory = Read(ReadingDirectory, address, reply, AcmeJson.Default.DirectoryWire, (wire, _) => wire.ToDirectory());
        _directory = Tuple.Create(directory, time.GetTimestamp());
        return directory;
    }

    /// <summary>Asks without signing.</summary>
    public async Task<T> GetAsync<TWire, T>(Text what, Uri url, JsonTypeInfo<TWire> shape, Func<TWire, ApiReply, T> make, CancellationToken cancellation) =>
        Read(what, url, await _channel.GetAsync(what, url, cancellation), shape, make);

    /// <summary>Sends a signed request and reads its answer as JSON.</summary>
    public async Task<T> PostAsync<TWire, T>(AcmeCall call, JsonTypeInfo<TWire> shape, Func<TWire, ApiReply, T> make, CancellationToken cancellation) =>
        Read(call.What, call.Url, await PostAsync(call, cancellation), shape, make);

    /// <summary>Sends a signed request whose answer is not JSON, or of no interest.</summary>
    /// <exception cref="InvalidOperationException">It is the account's to sign, and its URL is not known.</exception>
    public async Task<ApiReply> PostAsync(AcmeCall call, CancellationToken cancellation)
    {
        var directory = await DirectoryAsync(cancellation);
        var url = call.Url.AbsoluteUri;
        if (call.ShownKey is { } shown)
        {
            return await _channel.PostAsync(call, directory.NewNonce, nonce => Jws.Sign(shown, url, nonce, null, call.Payload), cancellation);
        }

        var account = AccountUrl ?? throw new InvalidOperationException("The account's URL is not known: register first.");
        return await _channel.PostAsync(call, directory.NewNonce, nonce => Jws.Sign(Key, url, nonce, account, call.Payload), cancellation);
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _channel.Dispose();

    /// <summary>Turns a body into what it says, or says what is wrong with it.</summary>
    public static T Read<TWire, T>(Text what, Uri url, ApiReply reply, JsonTypeInfo<TWire> shape, Func<TWire, ApiReply, T> make)
    {
        try
        {
            return JsonSerializer.Deserialize(reply.Body.Span, shape) is { } wire ? make(wire, reply) : throw new FormatException("null");
        }
        catch (JsonException e)
        {
            throw reply.MediaType == "text/html"
                ? AcmeFaults.NotAcme(what, url, reply, outcomeUnknown: false)
                : AcmeFaults.Unreadable(what, url, e.Path ?? "$", e);
        }
        catch (FormatException e)
        {
            throw AcmeFaults.Unreadable(what, url, e.Message, e);
        }
    }
}
