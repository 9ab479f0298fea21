using Mooring.Core.Records;
using Mooring.Providers.Faults;

namespace Mooring.Providers.TencentCloud;

/// <summary>What DNSPod's codes mean: one closed table. An unknown code is a refusal, never a success.</summary>
/// <remarks>
/// From "DNSPod API 3.0: Error codes" and the error list of the vendor's SDK. Codes come as <c>Class.Detail</c>; where every other
/// detail of a class means the same, the class stands at the end of its group.
/// </remarks>
internal static class DnspodFaults
{
    public static Ruling Judge(VendorError error, TimeSpan? signingError) =>
        ClockRule.Apply(Judge(error.Code), error, signingError, TencentProvider.Dnspod.ClockTolerance);

    private static Ruling Judge(string code) => code switch
    {
        "AuthFailure.SignatureExpire" => new(DnsFault.Clock, Cure.SetClock),

        "AuthFailure.TokenFailure" => new(DnsFault.Credentials, Cure.RenewToken),
        "AuthFailure.UnauthorizedOperation" or "UnauthorizedOperation" => new(DnsFault.Permission, Cure.Grant),
        "AuthFailure.MFAFailure" => new(DnsFault.Permission, Cure.ClearAccount),
        "AuthFailure.SecretIdNotFound" or "AuthFailure.InvalidSecretId" => new(DnsFault.Credentials, Cure.FindKey),
        "AuthFailure.SignatureFailure" => new(DnsFault.Credentials, Cure.CorrectSecret),
        "AuthFailure" or "AuthFailure.InvalidAuthorization" => new(DnsFault.Credentials, Cure.RenewKey),

        "OperationDenied.AccessDenied" or "OperationDenied.DomainOwnerAllowedOnly" => new(DnsFault.Permission, Cure.Grant),
        "OperationDenied.NoPermissionToOperateDomain" => new(DnsFault.Permission, Cure.Grant),
        "IpInBlacklist" or "IpNotInWhitelist" or "InvalidParameter.RequestIpLimited" => new(DnsFault.Permission, Cure.AllowAddress),
        "InvalidParameter.AccountIsBanned" or "InvalidParameter.UnrealNameUser" or "FailedOperation.NotRealNamedUser"
            or "InvalidParameter.EmailNotVerified" or "InvalidParameter.MobileNotVerified"
            or "FailedOperation.LoginAreaNotAllowed" => new(DnsFault.Permission, Cure.ClearAccount),

        "RequestLimitExceeded" or "RequestLimitExceeded.UinLimitExceeded" or "RequestLimitExceeded.IPLimitExceeded"
            or "RequestLimitExceeded.GlobalRegionUinLimitExceeded" or "RequestLimitExceeded.BatchTaskLimit"
            or "RequestLimitExceeded.CreateDomainLimit" or "RequestLimitExceeded.RequestLimitExceeded" =>
            new(DnsFault.Throttled, Cure.Wait),

        "InternalError" or "FailedOperation.UnknowError" => new(DnsFault.Unavailable, Cure.Wait),

        "InvalidParameter.DomainRecordExist" => new(DnsFault.Duplicate, Cure.NothingToDo),
        "InvalidParameter.DnssecAddCnameError" => new(DnsFault.Conflict, Cure.ResolveConflict),

        "InvalidParameter.RecordIdInvalid" or "ResourceNotFound.NoDataOfRecord" => new(DnsFault.NotFound, Cure.ListAgain),
        "ResourceNotFound" or "ResourceNotFound.NoDataOfDomain" or "InvalidParameterValue.DomainNotExists"
            or "InvalidParameter.DomainIdInvalid" or "InvalidParameter.DomainInvalid" or "FailedOperation.NotDomainOwner"
            or "FailedOperation.DomainOwnedByOtherUser" => new(DnsFault.NotFound, Cure.CheckZone),

        "LimitExceeded.RecordTtlLimit" => new(DnsFault.Quota, Cure.ChangeTtl),
        "InvalidParameter.RecordLineInvalid" => new(DnsFault.Rejected, Cure.ChangeLine),
        "FailedOperation.MustAddDefaultLineFirst" => new(DnsFault.Conflict, Cure.AddDefaultLine),
        "LimitExceeded" or "LimitExceeded.SubdomainRollLimit" or "LimitExceeded.SubdomainLevelLimit"
            or "LimitExceeded.SubdomainWcardLimit" or "LimitExceeded.AAAACountLimit" or "LimitExceeded.NsCountLimit"
            or "LimitExceeded.AtNsRecordLimit" or "LimitExceeded.SrvCountLimit" or "LimitExceeded.UrlCountLimit"
            or "LimitExceeded.HiddenUrlExceeded" => new(DnsFault.Quota, Cure.Upgrade),

        "FailedOperation.DomainIsLocked" or "FailedOperation.DomainIsSpam" or "InvalidParameter.DomainNotAllowedModifyRecords" =>
            new(DnsFault.Rejected, Cure.FreeZone),
        "InvalidParameter.SubdomainInvalid" or "InvalidParameter.RecordTypeInvalid" or "InvalidParameter.RecordValueInvalid"
            or "InvalidParameter.RecordValueLengthInvalid" or "InvalidParameter.MxInvalid" or "InvalidParameter.InvalidWeight"
            or "InvalidParameter.RemarkTooLong" or "InvalidParameter.RemarkLengthExceeded" or "InvalidParameter.UrlValueIllegal"
            or "OperationDenied.IPInBlacklistNotAllowed" => new(DnsFault.Rejected, Cure.CheckValue),
        "MissingParameter" or "UnknownParameter" or "InvalidParameter" or "InvalidParameterValue" or "InvalidAction"
            or "InvalidRequest" or "NoSuchVersion" or "NoSuchProduct" or "UnsupportedProtocol" or "ActionOffline"
            or "RequestSizeLimitExceeded" or "ResponseSizeLimitExceeded" or "DryRunOperation"
            or "InvalidParameter.OffsetInvalid" or "InvalidParameterValue.LimitInvalid" => new(DnsFault.Rejected, Cure.Report),

        // The code of a CNAME clash is not documented; the host's words tell, and a plain failure is the truth.
        "FailedOperation" or "FailedOperation.DomainExists" or "InvalidParameter.OperateFailed" or "InvalidParameter.CustomMessage" =>
            new(DnsFault.Rejected, Cure.None),

        _ => new(DnsFault.Rejected, Cure.None),
    };
}
