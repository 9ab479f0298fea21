using System.ComponentModel;
using System.Runtime.InteropServices;
using Mooring.Configuration;
using Mooring.Core;
using Mooring.Telling;

namespace Mooring.Services.Windows;

/// <summary>Runs something as a service of Windows: the calls of advapi32, and nothing else. "Service Program Tasks" in the documentation of Windows.</summary>
internal sealed class WindowsHost : IDisposable
{
    private const uint OwnProcess = 0x10;            // SERVICE_WIN32_OWN_PROCESS
    private const int NotAService = 1063;            // ERROR_FAILED_SERVICE_CONTROLLER_CONNECT

    private readonly TaskCompletionSource connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WindowsSupervisor supervisor;

    // Windows holds their addresses for as long as the service runs.
    private readonly MainFunction main;
    private readonly HandlerFunction handler;
    private nint status;

    private WindowsHost()
    {
        supervisor = new WindowsSupervisor(Report);
        main = (_, _) => Connect();
        handler = (control, kind, _, _) => supervisor.Handle(control, kind);
    }

    private delegate void MainFunction(int count, nint words);

    private delegate uint HandlerFunction(uint control, uint kind, nint data, nint context);

    /// <summary>Does the work as a service, until it ends or the service manager stops it.</summary>
    /// <param name="work">The work; gets the supervisor and what cancels it.</param>
    /// <param name="cancellation">Cancels it too.</param>
    /// <returns>The work's exit code; 0 when it was stopped.</returns>
    /// <exception cref="ProblemsException">The service manager did not start this process.</exception>
    public static async Task<int> RunAsync(Func<ISupervisor, CancellationToken, Task<int>> work, CancellationToken cancellation)
    {
        if (!OperatingSystem.IsWindows())
        {
            throw Refused(NotAService);
        }

        using var host = new WindowsHost();
        new Thread(host.Dispatch) { IsBackground = true, Name = "service dispatcher" }.Start();
        await host.connected.Task;
        return await WorkAsync(host.supervisor, work, cancellation);
    }

    /// <inheritdoc />
    public void Dispose() => supervisor.Dispose();

    /// <summary>The work within the life of a service.</summary>
    internal static async Task<int> WorkAsync(
        WindowsSupervisor supervisor, Func<ISupervisor, CancellationToken, Task<int>> work, CancellationToken cancellation)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(supervisor.Stop, cancellation);
        var code = ExitCode.Partial;
        supervisor.Starting();
        try
        {
            code = await work(supervisor, both.Token);
        }
        catch (OperationCanceledException) when (both.IsCancellationRequested)
        {
            code = ExitCode.Done;
        }
        catch (ProblemsException)
        {
            code = ExitCode.Usage;
            throw;
        }
        finally
        {
            supervisor.Ended(code);
        }

        return code;
    }

    /// <summary>Belongs to the service manager from now on; returns when the service has ended.</summary>
    private void Dispatch()
    {
        var name = Marshal.StringToHGlobalUni(WindowsServiceManager.Service);
        TableEntry[] table = [new TableEntry(name, Marshal.GetFunctionPointerForDelegate(main)), default];
        if (!StartDispatcher(table))
        {
            connected.TrySetException(Refused(Marshal.GetLastPInvokeError()));
        }

        Marshal.FreeHGlobal(name);
    }

    private void Connect()
    {
        status = RegisterHandler(WindowsServiceManager.Service, handler, 0);
        if (status == 0)
        {
            connected.TrySetException(Refused(Marshal.GetLastPInvokeError()));
            return;
        }

        connected.TrySetResult();
    }

    private void Report(WindowsReport report)
    {
        var told = new ServiceStatus(OwnProcess, report.State, report.Accepts, report.ExitCode, report.OwnCode, 0, report.WaitHint);
        _ = SetStatus(status, ref told);
    }

    private static Exception Refused(int error) => error == NotAService
        ? new ProblemsException(
            new Text("--windows-service is for the service manager, which did not start this process", "--windows-service 供服务管理器使用，而本进程不是由它启动的"),
            new Text("type `mooring run`, or `mooring service install` to have a service made", "请执行 `mooring run`；如需安装服务，请执行 `mooring service install`"),
            "--windows-service")
        : new Win32Exception(error);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct TableEntry(nint Name, nint Main);

    [StructLayout(LayoutKind.Sequential)]
    private record struct ServiceStatus(uint Type, uint State, uint Accepts, uint ExitCode, uint OwnCode, uint CheckPoint, uint WaitHint);

    [DllImport("advapi32", EntryPoint = "StartServiceCtrlDispatcherW", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool StartDispatcher(TableEntry[] table);

    [DllImport("advapi32", EntryPoint = "RegisterServiceCtrlHandlerExW", SetLastError = true, CharSet = CharSet.Unicode)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern nint RegisterHandler(string name, HandlerFunction handler, nint context);

    [DllImport("advapi32", EntryPoint = "SetServiceStatus", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool SetStatus(nint handle, ref ServiceStatus status);
}
