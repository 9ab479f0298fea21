using Mooring.Sandbox.World;

namespace Mooring.Sandbox.Gateway;

/// <summary>The answers of faults that do answer.</summary>
internal static class FaultAnswers
{
    private const string GatewayPage =
        "<html>\r\n<head><title>Bad Gateway</title></head>\r\n<body>\r\n<center><h1>Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n";

    /// <summary>The answer a fault puts in place of the real one.</summary>
    /// <param name="answer">The real answer; null when the request took no effect.</param>
    /// <param name="fault">The fault.</param>
    /// <param name="call">The request.</param>
    public static ApiAnswer InPlaceOf(ApiAnswer? answer, FaultRule fault, ApiCall call) => fault.Kind switch
    {
        FaultKind.Code => call.Refuse(fault.Code, fault.Status),
        FaultKind.Status when fault.Code is not null => call.Refuse(fault.Code, fault.Status ?? 503),
        FaultKind.Status => ApiAnswer.OfText(fault.Status ?? 503, "text/plain", "", "Fault.status"),
        FaultKind.Html => ApiAnswer.OfText(fault.Status ?? 200, "text/html", GatewayPage, "Fault.html"),
        FaultKind.Truncate => Truncated(answer ?? call.Refuse(fault.Code, fault.Status)) with { Status = fault.Status ?? 200 },
        _ => throw new InvalidOperationException($"{fault.Kind} does not answer"),
    };

    private static ApiAnswer Truncated(ApiAnswer answer) =>
        answer with { Body = answer.Body[..(answer.Body.Length / 2)], Code = "Fault.truncate" };
}
