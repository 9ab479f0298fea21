using System.Globalization;
using Mooring.Fuzz;

// usage: Fuzz [TARGET|all] [SEED] [MINUTES]      one seed tells everything: the same seed makes the same inputs
var names = args is [] or ["all", ..] ? FuzzTarget.All : [.. FuzzTarget.All.Where(target => target.Name == args[0])];
if (names.Count == 0)
{
    Console.Error.WriteLine($"no target '{args[0]}'; there are: all, {string.Join(", ", FuzzTarget.All.Select(target => target.Name))}");
    return 2;
}

var seed = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : Environment.TickCount;
var minutes = args.Length > 2 ? double.Parse(args[2], CultureInfo.InvariantCulture) : 1;
return names.Select(target => FuzzRun.Run(target, seed, TimeSpan.FromMinutes(minutes))).Max();
