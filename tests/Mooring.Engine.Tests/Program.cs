using Mooring.Engine.Tests.Issuing;
using Mooring.Engine.Tests.Store;
using Xunit.Runner.InProc.SystemConsole;

// The tests that kill a process start this program again as that process.
return args switch
{
    [StateWriter.Word, var directory, var id] => await StateWriter.RunAsync(directory, id),
    [CertificateAdder.Word, var directory] => await CertificateAdder.RunAsync(directory),
    _ => await ConsoleRunner.Run(args),
};
