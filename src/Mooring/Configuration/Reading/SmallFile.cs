using System.Diagnostics.CodeAnalysis;
using Mooring.Core;

namespace Mooring.Configuration.Reading;

/// <summary>Reads a file that a person wrote, and says what to type when it cannot be read.</summary>
internal static class SmallFile
{
    /// <summary>How long the other end of a pipe, such as a shell's <c>&lt;(…)</c>, may take: 5 seconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The whole content; null with the reason when it cannot be read or is larger than <paramref name="limit"/> bytes.</summary>
    /// <exception cref="OperationCanceledException">The process is to stop, and a pipe had not brought it all.</exception>
    public static byte[]? Read(string path, int limit, ProcessEnvironment environment, [NotNullWhen(false)] out Complaint? why)
    {
        why = null;
        try
        {
            var content = NativeFiles.Look(path) is { IsRegular: true }
                ? ReadAtMost(path, limit + 1)
                : ReadPatiently(path, limit + 1, environment.Stop);
            if (content.Length <= limit)
            {
                return content;
            }

            why = new Complaint(
                new Text($"the file {path} is larger than {limit / 1024} KiB", $"文件 {path} 超过 {limit / 1024} KiB"),
                new Text("name the right file; none that is read here needs to be that large", "请检查文件是否写对；此处读取的文件不需要这么大"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException or TimeoutException)
        {
            why = Explain(path, e, environment);
        }

        return null;
    }

    private static byte[] ReadAtMost(string path, int most)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var buffer = new byte[most];
        return buffer[..stream.ReadAtLeast(buffer, most, throwOnEndOfStream: false)];
    }

    /// <summary>Neither opening a pipe nor reading it can be called off: another thread does it, and is left to its wait in the end.</summary>
    private static byte[] ReadPatiently(string path, int most, CancellationToken stop)
    {
        var reading = Task.Run(() => ReadAtMost(path, most), stop);
        return Task.WaitAny([reading], (int)Patience.TotalMilliseconds, stop) == 0
            ? reading.GetAwaiter().GetResult()
            : throw new TimeoutException();
    }

    private static Complaint Explain(string path, Exception e, ProcessEnvironment environment) => e switch
    {
        FileNotFoundException or DirectoryNotFoundException => new Complaint(
            new Text($"there is no file {path}", $"文件 {path} 不存在"),
            new Text("create it, or correct the path; a relative path starts at the configuration's directory", "请创建该文件或更正路径；相对路径以配置文件所在目录为起点")),
        TimeoutException => new Complaint(
            new Text(
                $"{path} is no regular file, and did not bring all of its content within {Patience.TotalSeconds:0} s",
                $"{path} 不是普通文件，且未能在 {Patience.TotalSeconds:0} 秒内给出全部内容"),
            new Text("name a regular file, or see that whoever writes into it does so at once", "请指定普通文件，或确保写入方立即写完")),
        UnauthorizedAccessException when Directory.Exists(path) => new Complaint(
            new Text($"{path} is a directory, not a file", $"{path} 是目录，不是文件"),
            new Text("name a file in it", "请指定其中的一个文件")),
        UnauthorizedAccessException => Forbidden(path, environment),
        _ => new Complaint(
            new Text($"{path} cannot be read: {e.Message}", $"无法读取 {path}：{e.Message}"),
            new Text("see that the path is a readable file", "请确认该路径是可读的文件")),
    };

    private static Complaint Forbidden(string path, ProcessEnvironment environment)
    {
        var user = environment.UserName;
        if (environment.IsUnitOfOurs)
        {
            return new Complaint(
                new Text($"the service may not read {path}", $"服务无权读取 {path}"),
                new Text(
                    "type `sudo mooring service install` again: it passes to the service what only root can read",
                    "请再次执行 `sudo mooring service install`：它会把只有 root 可读的文件传给服务"));
        }

        if (OperatingSystem.IsWindows() || !File.Exists(path))
        {
            return new Complaint(
                new Text($"'{user}' may not read {path}", $"用户“{user}”无权读取 {path}"),
                new Text($"allow '{user}' to read it and to enter its directories, or run mooring as a user who may", $"请授予“{user}”读取该文件及进入其上级目录的权限，或换用有权限的用户运行 mooring"));
        }

        var owner = FileTrust.OwnerName(path);
        var mode = Convert.ToString((int)File.GetUnixFileMode(path), 8).PadLeft(4, '0');
        return new Complaint(
            new Text(
                $"'{user}' may not read {path}: it belongs to {owner} and has mode {mode}",
                $"用户“{user}”无权读取 {path}：其属主为 {owner}，权限为 {mode}"),
            new Text(
                $"type `sudo chown {user} {path} && sudo chmod 0600 {path}`, or run mooring as {owner}",
                $"请执行 `sudo chown {user} {path} && sudo chmod 0600 {path}`，或以 {owner} 身份运行 mooring"));
    }
}
