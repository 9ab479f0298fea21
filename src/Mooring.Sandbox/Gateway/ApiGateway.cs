using System.Globalization;
using Microsoft.AspNetCore.Http;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.Gateway;

/// <summary>What every API does with a request: read it, note it in the journal, let faults strike, answer with the sandbox's date.</summary>
internal sealed class ApiGateway(SandboxWorld world, SandboxProvider provider, Func<ApiRequest, ApiCall> read)
{
    public async Task HandleAsync(HttpContext context)
    {
        var call = read(await ApiRequest.ReadAsync(context));
        var number = world.Calls.Begin(provider, call.Action, call.Account, world.Clock.TrueNow, call.ParametersJson);
        var faults = world.Faults.Take(provider, call.Action);
        try
        {
            await DelayAsync(faults, after: false, context);
            var striking = faults.FirstOrDefault(fault => fault.Kind != FaultKind.Delay);
            var answer = striking is { After: false } ? null : call.Answer();
            await DelayAsync(faults, after: true, context);
            await SendAsync(context, number, call, striking, answer);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            world.Calls.End(number, 0, "Fault.delay");
        }
    }

    private Task SendAsync(HttpContext context, long number, ApiCall call, FaultRule? fault, ApiAnswer? answer)
    {
        switch (fault?.Kind)
        {
            case FaultKind.Hang:
                world.Calls.End(number, 0, "Fault.hang");
                return UntilClientLeavesAsync(context);
            case FaultKind.Reset:
                world.Calls.End(number, 0, "Fault.reset");
                context.Abort();
                return Task.CompletedTask;
            default:
                var sent = fault is null ? answer! : FaultAnswers.InPlaceOf(answer, fault, call);
                world.Calls.End(number, sent.Status, sent.Code);
                return WriteAsync(context, sent);
        }
    }

    private Task WriteAsync(HttpContext context, ApiAnswer answer)
    {
        var response = context.Response;
        response.StatusCode = answer.Status;
        response.Headers.Date = world.Clock.Now.ToString("R", CultureInfo.InvariantCulture);
        foreach (var (name, value) in answer.Headers)
        {
            response.Headers[name] = value;
        }

        response.ContentType = answer.ContentType;
        response.ContentLength = answer.Body.Length;
        return response.Body.WriteAsync(answer.Body, context.RequestAborted).AsTask();
    }

    private async Task DelayAsync(IReadOnlyList<FaultRule> faults, bool after, HttpContext context)
    {
        foreach (var fault in faults.Where(fault => fault.Kind == FaultKind.Delay && fault.After == after))
        {
            await Task.Delay(fault.Delay, world.Clock.Time, context.RequestAborted);
        }
    }

    private static async Task UntilClientLeavesAsync(HttpContext context)
    {
        var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = context.RequestAborted.Register(left.SetResult);
        await left.Task;
    }
}
