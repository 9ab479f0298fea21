namespace Mooring.Daemon;

/// <summary>By what a file is known to have changed, without reading it.</summary>
internal readonly record struct FileMark(bool Exists, DateTime Written, long Length)
{
    /// <summary>The mark of a file as it is now.</summary>
    public static FileMark Of(string path) =>
        new FileInfo(path) is { Exists: true } file ? new FileMark(true, file.LastWriteTimeUtc, file.Length) : default;
}
