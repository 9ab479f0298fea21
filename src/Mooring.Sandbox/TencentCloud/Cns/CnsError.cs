using System.Globalization;

namespace Mooring.Sandbox.TencentCloud.Cns;

/// <summary>Error numbers of CNS v2.</summary>
/// <remarks>
/// Of the whole table only 4100 (authentication) and 4102 (resource of another) are confirmed; the others are the common numbers of
/// the vendor's version 2 APIs.
/// </remarks>
internal static class CnsError
{
    /// <summary>Number and word for an error of API 3.0; of a number, itself.</summary>
    public static (int Code, string Word) Of(string code) => code switch
    {
        _ when int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => (number, Word(number)),
        "OperationDenied.NoPermissionToOperateDomain" or "InvalidParameterValue.DomainNotExists" => (4102, Word(4102)),
        "UnauthorizedOperation" => (4101, Word(4101)),
        "InvalidParameter.RecordIdInvalid" => (5000, Word(5000)),
        "ActionOffline" => (6100, Word(6100)),
        _ when code.StartsWith("AuthFailure", StringComparison.Ordinal) => (4100, Word(4100)),
        _ when code.StartsWith("RequestLimitExceeded", StringComparison.Ordinal) => (4400, Word(4400)),
        _ when code.StartsWith("InvalidParameter.OperateFailed", StringComparison.Ordinal) => (5100, Word(5100)),
        _ when code.Contains("Parameter", StringComparison.Ordinal) || code is "InvalidAction" => (4000, Word(4000)),
        _ when code.StartsWith("LimitExceeded", StringComparison.Ordinal) || code.Contains("Operation", StringComparison.Ordinal) => (5100, Word(5100)),
        _ => (6000, code),
    };

    private static string Word(int code) => code switch
    {
        4000 => "InvalidParameter",
        4100 => "AuthFailure",
        4101 => "UnauthorizedOperation",
        4102 => "SecretidNotAuthAccessResource",
        4400 => "QuotaExceeded",
        5000 => "ResourceNotFound",
        5100 => "ResourceOpFailed",
        6100 => "ActionOffline",
        _ => "InternalError",
    };
}
