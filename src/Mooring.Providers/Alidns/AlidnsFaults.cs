using Mooring.Core.Records;
using Mooring.Providers.Faults;

namespace Mooring.Providers.Alidns;

/// <summary>What Alidns' codes mean: one closed table. An unknown code is a refusal, never a success.</summary>
/// <remarks>
/// From "Alibaba Cloud DNS: Error codes", the gateway's common codes, and codes reported by users of other clients.
/// Codes with a business reason come as <c>Family.Detail</c>; a whole family is named where every member means the same.
/// </remarks>
internal static class AlidnsFaults
{
    public static Ruling Judge(VendorError error, TimeSpan? signingError) =>
        ClockRule.Apply(Judge(error.Code), error, signingError, AlidnsProvider.Api.ClockTolerance);

    private static Ruling Judge(string code) => code switch
    {
        "IllegalTimestamp" => new(DnsFault.Clock, Cure.SetClock),
        _ when In("InvalidTimeStamp", code) => new(DnsFault.Clock, Cure.SetClock),

        "SignatureDoesNotMatch" => new(DnsFault.Credentials, Cure.CorrectSecret),
        "InvalidAccessKeyId.Inactive" => new(DnsFault.Credentials, Cure.EnableKey),
        _ when In("InvalidAccessKeyId", code) => new(DnsFault.Credentials, Cure.FindKey),
        _ when In("InvalidSecurityToken", code) => new(DnsFault.Credentials, Cure.RenewToken),

        "Forbidden" or "Forbidden.RAM" or "NoPermission" or "OperationDomain.NoPermission" => new(DnsFault.Permission, Cure.Grant),
        "Forbidden.RiskControl" or "Forbidden.UserVerification" or "IllegalUser" => new(DnsFault.Permission, Cure.ClearAccount),

        _ when In("Throttling", code) => new(DnsFault.Throttled, Cure.Wait),
        // Both pass by themselves: the next attempt has a nonce of its own and comes later.
        "SignatureNonceUsed" or "LastOperationNotFinished" => new(DnsFault.Throttled, Cure.Wait),

        "InternalError" or "ServiceUnavailable" => new(DnsFault.Unavailable, Cure.Wait),

        "DomainRecordDuplicate" => new(DnsFault.Duplicate, Cure.NothingToDo),
        "DomainRecordConflict" => new(DnsFault.Conflict, Cure.ResolveConflict),

        "DomainRecordNotBelongToUser" or "InvalidRR.NoExist" => new(DnsFault.NotFound, Cure.ListAgain),
        "InvalidDomainName.NoExist" or "IncorrectDomainUser" => new(DnsFault.NotFound, Cure.CheckZone),

        "QuotaExceeded.TTL" or "InvalidTTL" or "SubDomainInvalid.TTL" => new(DnsFault.Quota, Cure.ChangeTtl),
        "UnsupportedLine" => new(DnsFault.Quota, Cure.ChangeLine),
        "SubDomainInvalid.Line" => new(DnsFault.Rejected, Cure.ChangeLine),
        _ when In("QuotaExceeded", code) => new(DnsFault.Quota, Cure.Upgrade),

        "DomainRecordLocked" => new(DnsFault.Rejected, Cure.UnlockRecord),
        "DomainForbidden" or "Forbidden.DomainExpired" or "RecordForbidden.BlackHole" => new(DnsFault.Rejected, Cure.FreeZone),
        _ when In("SubDomainInvalid", code) || In("InvalidRR", code) || In("URLForwardError", code) =>
            new(DnsFault.Rejected, Cure.CheckValue),
        "DomainAddedByOthers" => new(DnsFault.Rejected, Cure.CheckZone),
        _ when In("InvalidDomainName", code) => new(DnsFault.Rejected, Cure.CheckZone),
        "InvalidSignatureMethod" or "InvalidAction.NotFound" or "InvalidApi.NotFound" or "NoSuchVersion"
            or "UnsupportedOperation" or "UnsupportedHTTPMethod" => new(DnsFault.Rejected, Cure.Report),
        _ when In("InvalidParameter", code) || code.StartsWith("Missing", StringComparison.Ordinal) => new(DnsFault.Rejected, Cure.Report),

        _ => new(DnsFault.Rejected, Cure.None),
    };

    /// <summary>Whether a code is of a family: the family itself, or one of its details.</summary>
    private static bool In(string family, string code) =>
        code.StartsWith(family, StringComparison.Ordinal) && (code.Length == family.Length || code[family.Length] == '.');
}
