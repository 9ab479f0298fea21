using System.Diagnostics;
using Mooring.EventLatency;

// usage: EventLatency [TRIALS] [PATH OF mooring]      as root on Linux, with iproute2 and unshare; 200 trials of the program built beside this one
if (!OperatingSystem.IsLinux())
{
    Console.Error.WriteLine("it asks Linux's kernel");
    return 2;
}

if (args is not ["--inside", ..])
{
    // Cards come and go in a network namespace of our own, which ends with us.
    using var inside = Process.Start("unshare", ["--net", Environment.ProcessPath!, "--inside", .. args]);
    await inside.WaitForExitAsync();
    return inside.ExitCode;
}

var trials = args.Length > 1 ? int.Parse(args[1], provider: null) : 200;
var program = args.Length > 2 ? Path.GetFullPath(args[2]) : Path.Combine(AppContext.BaseDirectory, "mooring");
await using var lan = await Lan.OpenAsync(program);
var measured = new List<(Trial Trial, double Milliseconds)>();
for (var i = 0; i < trials; i++)
{
    var trial = (Trial)(i % Enum.GetValues<Trial>().Length);
    measured.Add((trial, (await lan.RunAsync(trial)).TotalMilliseconds));
}

Console.WriteLine($"{trials} trials; milliseconds from the kernel's news to the sandbox's journal, of which {Lan.Debounce.TotalMilliseconds} are the wait for quiet; {program}");
Console.WriteLine("event        trials   median      99 %      max");
foreach (var group in measured.GroupBy(one => one.Trial.ToString(), StringComparer.Ordinal).Append(measured.GroupBy(_ => "all", StringComparer.Ordinal).Single()))
{
    var sorted = group.Select(one => one.Milliseconds).Order().ToArray();
    Console.WriteLine(FormattableString.Invariant(
        $"{group.Key,-12} {sorted.Length,6} {sorted[sorted.Length / 2],8:0} {sorted[Math.Min(sorted.Length - 1, sorted.Length * 99 / 100)],9:0} {sorted[^1],8:0}"));
}

Console.WriteLine($"{lan.Needless} calls while an address was added and removed that is not the chosen one");
return lan.Needless;
