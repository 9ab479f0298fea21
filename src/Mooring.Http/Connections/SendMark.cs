namespace Mooring.Http;

/// <summary>Learns whether and when the first byte of one request left: what a write's outcome, and the clock's measure, hang on.</summary>
/// <remarks>
/// The handler repeats a request by itself when a kept-alive connection turns out to be dead. Such a repeat would carry the same
/// nonce, and would be a second write that nobody decided on; so a mark lets its request start on one connection only.
/// </remarks>
/// <param name="time">The clock whose timestamps are taken.</param>
/// <param name="sent">Called once, when the first byte leaves.</param>
internal sealed class SendMark(TimeProvider time, Action sent)
{
    private static readonly AsyncLocal<SendMark?> Ambient = new();
    private readonly Lock _gate = new();
    private Stream? _connection;
    private long _sentAt;

    /// <summary>The mark of the request that this flow of control sends; null outside one.</summary>
    public static SendMark? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    /// <summary>The timestamp of the first byte; null as long as the host cannot have seen anything of the request.</summary>
    public long? SentAt
    {
        get
        {
            lock (_gate)
            {
                return _connection is null ? null : _sentAt;
            }
        }
    }

    /// <summary>Notes that a byte of the request goes out on this connection.</summary>
    /// <exception cref="IOException">The request went out on another connection before.</exception>
    public void Touch(Stream connection)
    {
        lock (_gate)
        {
            if (_connection is not null)
            {
                ThrowIfOther(connection);
                return;
            }

            _connection = connection;
            _sentAt = time.GetTimestamp();
        }

        sent();
    }

    private void ThrowIfOther(Stream connection)
    {
        if (!ReferenceEquals(_connection, connection))
        {
            throw new IOException("The connection was closed before the answer came.");
        }
    }
}
