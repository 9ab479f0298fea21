using System.Text;

namespace Mooring.Services;

/// <summary>One thing to be done on the way to a service, or away from it.</summary>
internal abstract record Step
{
    private Step()
    {
    }

    /// <summary>Writes a file.</summary>
    /// <param name="Path">Where.</param>
    /// <param name="Text">What.</param>
    public sealed record Write(string Path, string Text) : Step
    {
        /// <summary>The encoding: UTF-8 without a mark unless said otherwise.</summary>
        public Encoding Encoding { get; init; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

        /// <summary>The file's content.</summary>
        public byte[] Content => [.. Encoding.GetPreamble(), .. Encoding.GetBytes(Text)];
    }

    /// <summary>Removes a file.</summary>
    /// <param name="Path">Which.</param>
    public sealed record Remove(string Path) : Step
    {
        /// <summary>Whether it stays where it is not there, or somebody else wrote it.</summary>
        public bool IfOurs { get; init; }
    }

    /// <summary>Lets everybody read a file, or enter a directory.</summary>
    /// <param name="Path">Which.</param>
    /// <param name="More">The rights.</param>
    public sealed record Allow(string Path, UnixFileMode More) : Step
    {
        /// <summary>The same as a command line.</summary>
        public string Command => $"chmod o+{(More.HasFlag(UnixFileMode.OtherRead) ? "r" : "")}{(More.HasFlag(UnixFileMode.OtherExecute) ? "x" : "")} {Path}";
    }

    /// <summary>Runs a program.</summary>
    /// <param name="Command">The program and its arguments.</param>
    public sealed record Run(params IReadOnlyList<string> Command) : Step
    {
        /// <summary>Whether it does not matter that it fails: what it ends or removes may not be there.</summary>
        public bool MayFail { get; init; }

        /// <summary>Exit codes that mean "not yet", since what was stopped is still ending: it is run again for up to half a minute.</summary>
        public IReadOnlyList<int> NotYet { get; init; } = [];
    }
}
