namespace Mooring.Telling;

/// <summary>A log file that begins anew when it has grown; the one before it stays beside it, with <c>.1</c> at its end.</summary>
internal sealed class RollingFile : Stream
{
    /// <summary>How large it may grow: 5 MiB.</summary>
    public const long Largest = 5 * 1024 * 1024;

    private readonly string path;
    private FileStream file;

    /// <summary>Opens the file, and makes it and its directory where they are missing.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not.</exception>
    public RollingFile(string path)
    {
        this.path = path;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        file = Open();
    }

    /// <inheritdoc />
    public override bool CanRead => false;

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override bool CanWrite => true;

    /// <inheritdoc />
    public override long Length => file.Length;

    /// <inheritdoc />
    public override long Position
    {
        get => file.Position;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc />
    public override void Flush() => file.Flush();

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count)
    {
        // Closed it is where opening it failed the last time.
        if (!file.CanWrite)
        {
            file = Open();
        }

        if (file.Length > 0 && file.Length + count > Largest)
        {
            file.Dispose();
            SetAside();
            file = Open();
        }

        file.Write(buffer, offset, count);
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            file.Dispose();
        }

        base.Dispose(disposing);
    }

    private void SetAside()
    {
        try
        {
            File.Move(path, path + ".1", overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Somebody has it open, or something lies in the way: a log that grows further is worth more than none.
        }
    }

    // Whoever reads it, moves it or deletes it may do so.
    private FileStream Open() => new(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
}
