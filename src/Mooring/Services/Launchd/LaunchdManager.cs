using System.Net;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Mooring.Core;
using Mooring.Services.Machine;

namespace Mooring.Services.Launchd;

/// <summary>launchd of macOS.</summary>
internal sealed partial class LaunchdManager : IServiceManager
{
    private const string Label = "mooring";

    // What `bootstrap` says while `bootout`, which does not wait, still ends the job: EIO and EALREADY of errno(2).
    private const int Busy = 5;
    private const int AlreadyInProgress = 37;

    private const string File = $"/Library/LaunchDaemons/{Label}.plist";

    /// <inheritdoc />
    public string Name => "launchd";

    /// <inheritdoc />
    public ServiceKind Kind => ServiceKind.Daemon;

    /// <inheritdoc />
    public Text WhereToLook => new("its log is the file after --log-file", "日志位于 --log-file 所指的文件");

    /// <summary>The description of the job: launchd.plist(5).</summary>
    public static string Job(ServiceSpec spec) => $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
        <!-- {Marker.Words}, which writes it anew. -->
        <plist version="1.0">
        <dict>
          <key>Label</key>
          <string>{Label}</string>
          <key>ProgramArguments</key>
          <array>
        {string.Join('\n', new[] { spec.Program }.Concat(spec.Arguments("run")).Concat(["--log-file", spec.LogFile]).Select(word => $"    {new XElement("string", word)}"))}
          </array>
          <key>RunAtLoad</key>
          <true/>
          <key>KeepAlive</key>
          <dict>
            <key>SuccessfulExit</key>
            <false/>
          </dict>
          <key>ThrottleInterval</key>
          <integer>10</integer>
          <key>ProcessType</key>
          <string>Background</string>
          <key>Umask</key>
          <integer>63</integer>
        </dict>
        </plist>

        """;

    /// <inheritdoc />
    public async Task<ServiceState> LookAsync(IMachine machine, CancellationToken cancellation)
    {
        var text = machine.Read(File);
        var shown = await machine.RunAsync(["launchctl", "print", $"system/{Label}"], cancellation);
        var words = Word().Matches(text ?? "").Select(word => WebUtility.HtmlDecode(word.Groups["word"].Value)).ToArray();
        return new ServiceState(Name, Label, Kind)
        {
            IsInstalled = text is not null,
            IsOurs = Marker.IsIn(text),
            IsEnabled = shown.ExitCode is null ? null : shown.IsSuccess,
            IsRunning = shown.ExitCode is null ? null : shown.Output.Contains("state = running", StringComparison.Ordinal),
            File = text is null ? null : File,
            Program = words.FirstOrDefault(),
            Configuration = ServiceSpec.ConfigurationOf(words),
        };
    }

    /// <inheritdoc />
    public IReadOnlyList<Step> Install(ServiceSpec spec) =>
    [
        new Step.Run("launchctl", "bootout", $"system/{Label}") { MayFail = true },
        new Step.Write(File, Job(spec)),
        new Step.Run("launchctl", "enable", $"system/{Label}"),
        new Step.Run("launchctl", "bootstrap", "system", File) { NotYet = [Busy, AlreadyInProgress] },
    ];

    /// <inheritdoc />
    public IReadOnlyList<Step> Uninstall() =>
    [
        new Step.Run("launchctl", "bootout", $"system/{Label}") { MayFail = true },
        new Step.Remove(File),
    ];

    // The words of the command line are the only strings that are indented twice.
    [GeneratedRegex("^    <string>(?<word>[^<]*)</string>", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Word();
}
