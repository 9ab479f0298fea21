using Mooring.ManyRecords;
using Mooring.Sandbox.World;

// usage: ManyRecords [PATH OF mooring]      without a path: the one built beside this program
var program = args.Length > 0 ? Path.GetFullPath(args[0]) : Path.Combine(AppContext.BaseDirectory, "mooring");
var scenarios =
    from provider in (SandboxProvider[])[SandboxProvider.Alidns, SandboxProvider.Tencent]
    from accounts in (int[])[1, Fleet.Zones]
    select (Provider: provider, Accounts: accounts);

Console.WriteLine($"{Fleet.Records} records in {Fleet.Zones} zones, {Fleet.PageSize} records to a page; {program}");
Console.WriteLine("provider accounts round                 calls  seconds  calls/s  peak MB");
var failed = 0;
foreach (var scenario in scenarios)
{
    await using var fleet = await Fleet.OpenAsync(scenario.Provider, scenario.Accounts, program);
    foreach (var (round, address) in ((string, string)[])[("first sight, unchanged", "203.0.113.1"), ("unchanged", "203.0.113.1"), ("all changed", "203.0.113.2")])
    {
        var run = await fleet.RunAsync(address);
        failed |= run.ExitCode;
        Console.WriteLine(FormattableString.Invariant(
            $"{scenario.Provider.Word(),-8} {scenario.Accounts,8} {round,-22} {run.Calls,6} {run.Wall.TotalSeconds,8:0.00} {run.Calls / run.Wall.TotalSeconds,8:0} {run.PeakBytes / 1e6,8:0.0}"));
    }
}

return failed;
