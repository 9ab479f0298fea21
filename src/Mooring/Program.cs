using Mooring.Cli;
using Mooring.Configuration;

return await CommandLine.RunAsync(args, Terminal.OfProcess(), ProcessEnvironment.OfProcess(), TimeProvider.System);
