using System.Text;
using System.Text.RegularExpressions;
using Mooring.Core.Addresses;
using Mooring.Engine.Sources.Command;
using Mooring.Engine.Store;
using Text = Mooring.Core.Text;

namespace Mooring.Engine.Sources;

/// <summary>What the source <c>file</c> needs to know.</summary>
public sealed record FileSourceOptions
{
    /// <summary>The file, absolute.</summary>
    public required string Path { get; init; }

    /// <summary>A regular expression with one group that hits exactly one distinct address; null (default) where the whole content is the address.</summary>
    public Regex? Match { get; init; }

    /// <summary>Which addresses it may yield.</summary>
    public required AddressPolicy Policy { get; init; }
}

/// <summary>The source <c>file</c>: what a router's or DHCP client's hook wrote down.</summary>
/// <param name="name">The name under <c>addresses:</c>.</param>
/// <param name="options">Which file and how to read it.</param>
public sealed class FileSource(string name, FileSourceOptions options) : IAddressSource
{
    private const int Largest = 64 * 1024;

    private static readonly Text NothingInIt = new(
        "nothing to read: it is empty, larger than 64 KiB, or no plain file (a link, a pipe, a directory)",
        "没有可读的内容：文件为空、超过 64 KiB，或不是普通文件（链接、管道、目录）");

    /// <inheritdoc />
    public string Name => name;

    /// <inheritdoc />
    public IpFamily Family => options.Policy.Family;

    /// <inheritdoc />
    public bool IsPrompt => true;

    /// <inheritdoc />
    public Task<SourceAnswer> AskAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            return Task.FromResult(!PlainFile.TryRead(options.Path, Largest, out var content)
                ? Failed(new Text("there is no such file yet; see that what should write it runs", "文件尚不存在；请确认写入它的程序在运行"))
                : content.Length == 0 ? Failed(NothingInIt)
                : Read(OutputEncoding.Decode(content, Encoding.UTF8)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Task.FromResult(Failed(new Text($"it cannot be read: {e.Message}", $"无法读取：{e.Message}")));
        }
    }

    private SourceAnswer Read(string text) =>
        !OutputReading.TryRead(text, options.Match, ReadingAdvice.File, out var address, out var why) ? Failed(why)
        : SourceAnswer.Checked(address, options.Policy, Context);

    private SourceAnswer Failed(Text why) =>
        SourceAnswer.Unknown(new Text($"{Context.English}: {why.English}", $"{Context.Chinese}：{why.Chinese}"));

    private Text Context => new($"the file {options.Path}", $"文件 {options.Path}");
}
