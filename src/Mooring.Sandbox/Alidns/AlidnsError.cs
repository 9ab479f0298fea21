namespace Mooring.Sandbox.Alidns;

/// <summary>Why Alidns refuses a request.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="code">The error code.</param>
/// <param name="message">The vendor's words.</param>
internal sealed class AlidnsError(int status, string code, string message) : Exception(message)
{
    /// <summary>The HTTP status.</summary>
    public int Status => status;

    /// <summary>The error code.</summary>
    public string Code => code;

    /// <summary>For <c>Forbidden.RAM</c>: who was refused.</summary>
    public string? DeniedUser { get; init; }

    /// <summary>The error of that code with its usual status and words; a code this table lacks comes as 400.</summary>
    public static AlidnsError Of(string code) =>
        AlidnsErrorTable.Rows.TryGetValue(code, out var row)
            ? new AlidnsError(row.Status, code, row.Message)
            : new AlidnsError(400, code, "The request was refused.");

    /// <summary>A parameter of the protocol is missing (the older wording).</summary>
    public static AlidnsError MissingCommon(string name) =>
        new(400, "MissingParameter", $"The input parameter \"{name}\" that is mandatory for processing this request is not supplied.");

    /// <summary>A parameter of the action is missing.</summary>
    public static AlidnsError Missing(string name) => new(400, "Missing" + name, $"{name} is mandatory for this action.");

    /// <summary>A parameter of the action has a value that cannot be.</summary>
    public static AlidnsError Invalid(string name) => new(400, "Invalid" + name, $"Specified parameter {name} is not valid.");

    /// <summary>A parameter of the action is not one of the allowed words.</summary>
    public static AlidnsError NotOneOf(string name) =>
        new(400, "InvalidParameter", $"The specified value of parameter \"{name}\" is not valid.");

    /// <summary>The TTL lies outside the edition's range.</summary>
    public static AlidnsError TtlOutOfRange(int min) =>
        new(400, "QuotaExceeded.TTL", $"The specified TTL is invalid. A valid TTL must be in the range of {min} to 86400.");
}
