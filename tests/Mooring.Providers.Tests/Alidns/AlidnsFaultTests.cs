using Mooring.Core.Records;
using Mooring.Providers.Alidns;
using Mooring.Providers.Faults;

namespace Mooring.Providers.Tests.Alidns;

public sealed class AlidnsFaultTests
{
    private static DnsFault Judge(string code, string message = "", TimeSpan? signingError = null) =>
        AlidnsFaults.Judge(new VendorError(code, message, null), signingError).Fault;

    [Theory]
    [InlineData("InvalidTimeStamp.Expired", DnsFault.Clock)]
    [InlineData("InvalidTimeStamp.Format", DnsFault.Clock)]
    [InlineData("IllegalTimestamp", DnsFault.Clock)]
    [InlineData("SignatureDoesNotMatch", DnsFault.Credentials)]
    [InlineData("SignatureNonceUsed", DnsFault.Throttled)]
    [InlineData("InvalidSignatureMethod", DnsFault.Rejected)]
    [InlineData("InvalidAccessKeyId.NotFound", DnsFault.Credentials)]
    [InlineData("InvalidAccessKeyId", DnsFault.Credentials)]
    [InlineData("InvalidAccessKeyId.Inactive", DnsFault.Credentials)]
    [InlineData("InvalidSecurityToken.Expired", DnsFault.Credentials)]
    [InlineData("InvalidSecurityToken.Malformed", DnsFault.Credentials)]
    [InlineData("Forbidden.RAM", DnsFault.Permission)]
    [InlineData("Forbidden", DnsFault.Permission)]
    [InlineData("Forbidden.RiskControl", DnsFault.Permission)]
    [InlineData("Forbidden.UserVerification", DnsFault.Permission)]
    [InlineData("NoPermission", DnsFault.Permission)]
    [InlineData("OperationDomain.NoPermission", DnsFault.Permission)]
    [InlineData("IllegalUser", DnsFault.Permission)]
    [InlineData("Throttling", DnsFault.Throttled)]
    [InlineData("Throttling.User", DnsFault.Throttled)]
    [InlineData("Throttling.Api", DnsFault.Throttled)]
    [InlineData("LastOperationNotFinished", DnsFault.Throttled)]
    [InlineData("InternalError", DnsFault.Unavailable)]
    [InlineData("ServiceUnavailable", DnsFault.Unavailable)]
    [InlineData("InvalidAction.NotFound", DnsFault.Rejected)]
    [InlineData("InvalidApi.NotFound", DnsFault.Rejected)]
    [InlineData("NoSuchVersion", DnsFault.Rejected)]
    [InlineData("UnsupportedOperation", DnsFault.Rejected)]
    [InlineData("UnsupportedHTTPMethod", DnsFault.Rejected)]
    [InlineData("InvalidParameter.Format", DnsFault.Rejected)]
    [InlineData("InvalidParameter", DnsFault.Rejected)]
    [InlineData("MissingParameter", DnsFault.Rejected)]
    [InlineData("MissingRecordId", DnsFault.Rejected)]
    [InlineData("MissingValue", DnsFault.Rejected)]
    [InlineData("InvalidTTL", DnsFault.Quota)]
    [InlineData("InvalidDomainName.NoExist", DnsFault.NotFound)]
    [InlineData("InvalidDomainName.Format", DnsFault.Rejected)]
    [InlineData("InvalidDomainName.Suffix", DnsFault.Rejected)]
    [InlineData("InvalidDomainName.Unregistered", DnsFault.Rejected)]
    [InlineData("InvalidDomainName.Duplicate", DnsFault.Rejected)]
    [InlineData("DomainAddedByOthers", DnsFault.Rejected)]
    [InlineData("IncorrectDomainUser", DnsFault.NotFound)]
    [InlineData("DomainRecordDuplicate", DnsFault.Duplicate)]
    [InlineData("DomainRecordNotBelongToUser", DnsFault.NotFound)]
    [InlineData("DomainRecordConflict", DnsFault.Conflict)]
    [InlineData("DomainRecordLocked", DnsFault.Rejected)]
    [InlineData("DomainForbidden", DnsFault.Rejected)]
    [InlineData("QuotaExceeded.TTL", DnsFault.Quota)]
    [InlineData("QuotaExceeded.Record", DnsFault.Quota)]
    [InlineData("QuotaExceeded.ARecord", DnsFault.Quota)]
    [InlineData("QuotaExceeded.SubDomain", DnsFault.Quota)]
    [InlineData("QuotaExceeded.FreeDnsRecord", DnsFault.Quota)]
    [InlineData("QuotaExceeded.AliasRecord", DnsFault.Quota)]
    [InlineData("QuotaExceeded.HTTPSRecord", DnsFault.Quota)]
    [InlineData("QuotaExceeded.SVCBRecord", DnsFault.Quota)]
    [InlineData("SubDomainInvalid.Value", DnsFault.Rejected)]
    [InlineData("SubDomainInvalid.RR", DnsFault.Rejected)]
    [InlineData("SubDomainInvalid.Type", DnsFault.Rejected)]
    [InlineData("SubDomainInvalid.TTL", DnsFault.Quota)]
    [InlineData("SubDomainInvalid.Line", DnsFault.Rejected)]
    [InlineData("SubDomainInvalid.Priority", DnsFault.Rejected)]
    [InlineData("InvalidRR.NoExist", DnsFault.NotFound)]
    [InlineData("InvalidRR.Format", DnsFault.Rejected)]
    [InlineData("InvalidRR.Length", DnsFault.Rejected)]
    [InlineData("InvalidRR.RrEmpty", DnsFault.Rejected)]
    [InlineData("InvalidRR.TypeEmpty", DnsFault.Rejected)]
    [InlineData("InvalidRR.AValue", DnsFault.Rejected)]
    [InlineData("InvalidRR.AAAAValue", DnsFault.Rejected)]
    [InlineData("InvalidRR.MXValue", DnsFault.Rejected)]
    [InlineData("InvalidRR.NSValue", DnsFault.Rejected)]
    [InlineData("UnsupportedLine", DnsFault.Quota)]
    [InlineData("URLForwardError.PanRecord", DnsFault.Rejected)]
    [InlineData("URLForwardError.NotDefaultLine", DnsFault.Rejected)]
    [InlineData("RecordForbidden.BlackHole", DnsFault.Rejected)]
    [InlineData("Forbidden.DomainExpired", DnsFault.Rejected)]
    [InlineData("SomethingNobodyHasSeen", DnsFault.Rejected)]
    [InlineData("ThrottlingButNot", DnsFault.Rejected)]
    public void Means(string code, DnsFault fault) => Assert.Equal(fault, Judge(code, signingError: TimeSpan.FromSeconds(3)));

    [Theory]
    [InlineData("SignatureDoesNotMatch", "")]
    [InlineData("InvalidAccessKeyId.NotFound", "")]
    [InlineData("InvalidSecurityToken.Expired", "")]
    [InlineData("MissingParameter", "The input parameter \"Timestamp\" that is mandatory for processing this request is not supplied")]
    [InlineData("MissingTimestamp", "Timestamp is mandatory for this action.")]
    public void Blames_the_clock_before_the_key_when_the_clock_is_far_off(string code, string message)
    {
        Assert.Equal(DnsFault.Clock, Judge(code, message, TimeSpan.FromMinutes(16)));
        Assert.Equal(DnsFault.Clock, Judge(code, message, TimeSpan.FromDays(-3650)));
        Assert.NotEqual(DnsFault.Clock, Judge(code, message, TimeSpan.FromMinutes(14)));
        Assert.NotEqual(DnsFault.Clock, Judge(code, message));
    }

    [Theory]
    [InlineData("MissingParameter", "The input parameter \"Value\" that is mandatory for processing this request is not supplied")]
    [InlineData("DomainRecordDuplicate", "")]
    [InlineData("Forbidden.RAM", "")]
    public void Blames_the_clock_for_nothing_else(string code, string message) =>
        Assert.NotEqual(DnsFault.Clock, Judge(code, message, TimeSpan.FromDays(1)));
}
