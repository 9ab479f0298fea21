using Mooring.Cli;
using Mooring.Configuration;
using Mooring.Telling;

return await CommandLine.RunAsync(args, Terminal.OfProcess(), ProcessEnvironment.OfProcess(), TimeProvider.System);
