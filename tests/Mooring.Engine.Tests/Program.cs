using Mooring.Engine.Tests.Store;
using Xunit.Runner.InProc.SystemConsole;

// The tests that kill a process start this program again as that process.
return args is [StateWriter.Word, var directory, var id]
    ? await StateWriter.RunAsync(directory, id)
    : await ConsoleRunner.Run(args);
