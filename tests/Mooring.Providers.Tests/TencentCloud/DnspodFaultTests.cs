using Mooring.Core.Records;
using Mooring.Providers.Faults;
using Mooring.Providers.TencentCloud;

namespace Mooring.Providers.Tests.TencentCloud;

public sealed class DnspodFaultTests
{
    private static DnsFault Judge(string code, string message = "", TimeSpan? signingError = null) =>
        DnspodFaults.Judge(new VendorError(code, message, null), signingError).Fault;

    [Theory]
    [InlineData("AuthFailure", DnsFault.Credentials)]
    [InlineData("AuthFailure.SecretIdNotFound", DnsFault.Credentials)]
    [InlineData("AuthFailure.SignatureFailure", DnsFault.Credentials)]
    [InlineData("AuthFailure.SignatureExpire", DnsFault.Clock)]
    [InlineData("AuthFailure.InvalidAuthorization", DnsFault.Credentials)]
    [InlineData("AuthFailure.InvalidSecretId", DnsFault.Credentials)]
    [InlineData("AuthFailure.TokenFailure", DnsFault.Credentials)]
    [InlineData("AuthFailure.UnauthorizedOperation", DnsFault.Permission)]
    [InlineData("AuthFailure.MFAFailure", DnsFault.Permission)]
    [InlineData("UnauthorizedOperation", DnsFault.Permission)]
    [InlineData("MissingParameter", DnsFault.Rejected)]
    [InlineData("UnknownParameter", DnsFault.Rejected)]
    [InlineData("InvalidParameter", DnsFault.Rejected)]
    [InlineData("InvalidParameterValue", DnsFault.Rejected)]
    [InlineData("InvalidAction", DnsFault.Rejected)]
    [InlineData("InvalidRequest", DnsFault.Rejected)]
    [InlineData("NoSuchVersion", DnsFault.Rejected)]
    [InlineData("NoSuchProduct", DnsFault.Rejected)]
    [InlineData("UnsupportedProtocol", DnsFault.Rejected)]
    [InlineData("RequestLimitExceeded", DnsFault.Throttled)]
    [InlineData("RequestLimitExceeded.UinLimitExceeded", DnsFault.Throttled)]
    [InlineData("RequestLimitExceeded.IPLimitExceeded", DnsFault.Throttled)]
    [InlineData("RequestLimitExceeded.GlobalRegionUinLimitExceeded", DnsFault.Throttled)]
    [InlineData("RequestLimitExceeded.BatchTaskLimit", DnsFault.Throttled)]
    [InlineData("RequestLimitExceeded.CreateDomainLimit", DnsFault.Throttled)]
    [InlineData("RequestLimitExceeded.RequestLimitExceeded", DnsFault.Throttled)]
    [InlineData("RequestSizeLimitExceeded", DnsFault.Rejected)]
    [InlineData("ResponseSizeLimitExceeded", DnsFault.Rejected)]
    [InlineData("IpInBlacklist", DnsFault.Permission)]
    [InlineData("IpNotInWhitelist", DnsFault.Permission)]
    [InlineData("InternalError", DnsFault.Unavailable)]
    [InlineData("FailedOperation", DnsFault.Rejected)]
    [InlineData("FailedOperation.UnknowError", DnsFault.Unavailable)]
    [InlineData("ActionOffline", DnsFault.Rejected)]
    [InlineData("DryRunOperation", DnsFault.Rejected)]
    [InlineData("ResourceNotFound", DnsFault.NotFound)]
    [InlineData("ResourceNotFound.NoDataOfRecord", DnsFault.NotFound)]
    [InlineData("ResourceNotFound.NoDataOfDomain", DnsFault.NotFound)]
    [InlineData("InvalidParameter.DomainRecordExist", DnsFault.Duplicate)]
    [InlineData("InvalidParameter.RecordIdInvalid", DnsFault.NotFound)]
    [InlineData("InvalidParameter.RecordLineInvalid", DnsFault.Rejected)]
    [InlineData("InvalidParameter.RecordValueInvalid", DnsFault.Rejected)]
    [InlineData("InvalidParameter.DomainInvalid", DnsFault.NotFound)]
    [InlineData("InvalidParameterValue.DomainNotExists", DnsFault.NotFound)]
    [InlineData("InvalidParameter.DomainIdInvalid", DnsFault.NotFound)]
    [InlineData("InvalidParameter.SubdomainInvalid", DnsFault.Rejected)]
    [InlineData("InvalidParameter.RecordTypeInvalid", DnsFault.Rejected)]
    [InlineData("InvalidParameter.RecordValueLengthInvalid", DnsFault.Rejected)]
    [InlineData("InvalidParameter.MxInvalid", DnsFault.Rejected)]
    [InlineData("InvalidParameter.InvalidWeight", DnsFault.Rejected)]
    [InlineData("InvalidParameter.RemarkTooLong", DnsFault.Rejected)]
    [InlineData("InvalidParameter.OffsetInvalid", DnsFault.Rejected)]
    [InlineData("InvalidParameter.DnssecAddCnameError", DnsFault.Conflict)]
    [InlineData("InvalidParameter.DomainNotAllowedModifyRecords", DnsFault.Rejected)]
    [InlineData("InvalidParameter.OperateFailed", DnsFault.Rejected)]
    [InlineData("InvalidParameter.CustomMessage", DnsFault.Rejected)]
    [InlineData("InvalidParameterValue.LimitInvalid", DnsFault.Rejected)]
    [InlineData("LimitExceeded.RecordTtlLimit", DnsFault.Quota)]
    [InlineData("LimitExceeded.SubdomainRollLimit", DnsFault.Quota)]
    [InlineData("LimitExceeded.SubdomainLevelLimit", DnsFault.Quota)]
    [InlineData("LimitExceeded.SubdomainWcardLimit", DnsFault.Quota)]
    [InlineData("LimitExceeded.AAAACountLimit", DnsFault.Quota)]
    [InlineData("LimitExceeded.NsCountLimit", DnsFault.Quota)]
    [InlineData("LimitExceeded.AtNsRecordLimit", DnsFault.Quota)]
    [InlineData("LimitExceeded.SrvCountLimit", DnsFault.Quota)]
    [InlineData("LimitExceeded.UrlCountLimit", DnsFault.Quota)]
    [InlineData("LimitExceeded.HiddenUrlExceeded", DnsFault.Quota)]
    [InlineData("OperationDenied.NoPermissionToOperateDomain", DnsFault.Permission)]
    [InlineData("OperationDenied.DomainOwnerAllowedOnly", DnsFault.Permission)]
    [InlineData("OperationDenied.AccessDenied", DnsFault.Permission)]
    [InlineData("OperationDenied.IPInBlacklistNotAllowed", DnsFault.Rejected)]
    [InlineData("FailedOperation.DomainIsLocked", DnsFault.Rejected)]
    [InlineData("FailedOperation.DomainIsSpam", DnsFault.Rejected)]
    [InlineData("FailedOperation.NotDomainOwner", DnsFault.NotFound)]
    [InlineData("FailedOperation.DomainExists", DnsFault.Rejected)]
    [InlineData("FailedOperation.DomainOwnedByOtherUser", DnsFault.NotFound)]
    [InlineData("FailedOperation.MustAddDefaultLineFirst", DnsFault.Conflict)]
    [InlineData("InvalidParameter.UnrealNameUser", DnsFault.Permission)]
    [InlineData("FailedOperation.NotRealNamedUser", DnsFault.Permission)]
    [InlineData("InvalidParameter.AccountIsBanned", DnsFault.Permission)]
    [InlineData("InvalidParameter.RequestIpLimited", DnsFault.Permission)]
    [InlineData("SomethingNobodyHasSeen", DnsFault.Rejected)]
    public void Means(string code, DnsFault fault) => Assert.Equal(fault, Judge(code, signingError: TimeSpan.FromSeconds(3)));

    [Theory]
    [InlineData("AuthFailure.SignatureFailure")]
    [InlineData("AuthFailure.SecretIdNotFound")]
    [InlineData("AuthFailure.TokenFailure")]
    public void Blames_the_clock_before_the_key_when_the_clock_is_far_off(string code)
    {
        Assert.Equal(DnsFault.Clock, Judge(code, signingError: TimeSpan.FromMinutes(6)));
        Assert.Equal(DnsFault.Clock, Judge(code, signingError: TimeSpan.FromMinutes(-6)));
        Assert.Equal(DnsFault.Credentials, Judge(code, signingError: TimeSpan.FromMinutes(4)));
        Assert.Equal(DnsFault.Credentials, Judge(code));
    }
}
