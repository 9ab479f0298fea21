using System.Collections.Frozen;

namespace Mooring.Sandbox.TencentCloud;

/// <summary>Words of the documented error codes.</summary>
/// <remarks>
/// A table, hence long. Where the vendor's words are not published, the row's words are ours and say the same as the code.
/// The gateway's own errors come in English whatever language was asked for.
/// </remarks>
internal static class TencentErrorTable
{
    public static readonly FrozenDictionary<string, (string English, string Chinese)> Rows = new Dictionary<string, (string, string)>(StringComparer.Ordinal)
    {
        ["AuthFailure.SecretIdNotFound"] = Gateway("The SecretId is not found, please ensure that your SecretId is correct."),
        ["AuthFailure.SignatureFailure"] = Gateway("The provided credentials could not be validated. Please check your signature is correct."),
        ["AuthFailure.SignatureExpire"] = Gateway("Signature expired. Please use local time and enable NTP service for time synchronization."),
        ["AuthFailure.InvalidAuthorization"] = Gateway("The Authorization in request header is not valid."),
        ["AuthFailure.InvalidSecretId"] = Gateway("The SecretId is not valid."),
        ["AuthFailure.TokenFailure"] = Gateway("The provided token is not valid."),
        ["AuthFailure.UnauthorizedOperation"] = Gateway("You are not authorized to perform this operation."),
        ["AuthFailure.MFAFailure"] = Gateway("MFA failed."),
        ["UnauthorizedOperation"] = Gateway("You are not authorized to perform this operation."),
        ["InvalidAction"] = Gateway("The specified action is not valid."),
        ["ActionOffline"] = Gateway("The specified action is offline."),
        ["InvalidRequest"] = Gateway("The request body is not a JSON object."),
        ["NoSuchVersion"] = Gateway("The specified version does not exist."),
        ["NoSuchProduct"] = Gateway("The specified product does not exist."),
        ["UnsupportedProtocol"] = Gateway("The HTTP method or content type is not supported."),
        ["RequestLimitExceeded"] = Gateway("Your current request times exceed the frequency limit."),
        ["RequestLimitExceeded.UinLimitExceeded"] = Gateway("The account's requests exceed the frequency limit."),
        ["RequestLimitExceeded.IPLimitExceeded"] = Gateway("The address's requests exceed the frequency limit."),
        ["RequestLimitExceeded.GlobalRegionUinLimitExceeded"] = Gateway("The account's requests exceed the frequency limit of all regions."),
        ["RequestLimitExceeded.RequestLimitExceeded"] = ("The number of operations exceeds the limit. Try again later.", "操作过于频繁，请稍后再试。"),
        ["RequestLimitExceeded.BatchTaskLimit"] = ("The number of tasks exceeds the limit. Try again later.", "任务数量超过限制，请稍后再试。"),
        ["RequestLimitExceeded.CreateDomainLimit"] = ("Too many domains were added in a short time. Try again later.", "短时间内添加了大量域名，请稍后再试。"),
        ["RequestSizeLimitExceeded"] = Gateway("The request is too large."),
        ["ResponseSizeLimitExceeded"] = Gateway("The response is too large."),
        ["IpInBlacklist"] = Gateway("The IP address is in the blocklist."),
        ["IpNotInWhitelist"] = Gateway("The IP address is not in the allowlist."),
        ["InternalError"] = Gateway("An internal error has occurred. Retry your request, but if the problem persists, contact us."),
        ["FailedOperation"] = ("The operation failed.", "操作失败。"),
        ["DryRunOperation"] = Gateway("The request would have succeeded, but the DryRun parameter was used."),
        ["ResourceNotFound.NoDataOfRecord"] = ("The list of records is empty.", "记录列表为空。"),
        ["ResourceNotFound.NoDataOfDomain"] = ("The list of domains is empty.", "域名列表为空。"),
        ["InvalidParameter.DomainRecordExist"] = ("The record already exists and does not need to be added again.", "记录已经存在，无需再次添加。"),
        ["InvalidParameter.RecordIdInvalid"] = ("The record number is incorrect.", "记录编号错误。"),
        ["InvalidParameter.RecordLineInvalid"] = ("The record split zone is incorrect.", "记录线路不正确。"),
        ["InvalidParameter.RecordValueInvalid"] = ("The record value is incorrect.", "记录的值不正确。"),
        ["InvalidParameter.RecordValueLengthInvalid"] = ("The record value is too long.", "解析记录值过长。"),
        ["InvalidParameter.RecordTypeInvalid"] = ("The record type is incorrect.", "记录类型不正确。"),
        ["InvalidParameter.SubdomainInvalid"] = ("The subdomain is incorrect.", "子域名不正确。"),
        ["InvalidParameter.DomainInvalid"] = ("The domain is incorrect. Enter a top-level domain such as dnspod.cn.", "域名不正确，请输入主域名，如 dnspod.cn。"),
        ["InvalidParameter.DomainIdInvalid"] = ("The domain number is incorrect.", "域名编号不正确。"),
        ["InvalidParameter.MxInvalid"] = ("The MX priority is incorrect.", "MX 优先级不正确。"),
        ["InvalidParameter.InvalidWeight"] = ("The weight is incorrect. Enter an integer between 0 and 100.", "权重不合法，请输入 0~100 的整数。"),
        ["InvalidParameter.RemarkTooLong"] = ("The remark is too long; at most 200 characters are allowed.", "备注内容太长，请保持在 200 字符以内。"),
        ["InvalidParameter.OffsetInvalid"] = ("The paging offset is incorrect.", "分页起始数量错误。"),
        ["InvalidParameter.DnssecAddCnameError"] = ("DNSSEC is on for this domain; a CNAME, URL or framed URL at @ cannot be added.", "该域名开启了 DNSSEC，不允许添加 @ 子域名的 CNAME、显性 URL 或隐性 URL 记录。"),
        ["InvalidParameter.DomainNotAllowedModifyRecords"] = ("Records of this domain cannot be changed.", "处于生效中/失效中的域名，不允许变更解析记录。"),
        ["InvalidParameter.OperateFailed"] = ("The operation failed: the record conflicts with another one.", "操作失败，与已有记录冲突。"),
        ["InvalidParameter.CustomMessage"] = ("The parameter is incorrect.", "参数错误。"),
        ["InvalidParameterValue.LimitInvalid"] = ("The paging length is incorrect.", "分页长度数量错误。"),
        ["InvalidParameterValue.DomainNotExists"] = ("The domain is incorrect. Return and try again.", "当前域名有误，请返回重新操作。"),
        ["LimitExceeded.RecordTtlLimit"] = ("The TTL of the record exceeds the limit.", "记录的TTL值超出了限制。"),
        ["LimitExceeded.SubdomainRollLimit"] = ("The number of load-balanced records of the subdomain exceeds the limit.", "子域名负载均衡数量超出限制。"),
        ["LimitExceeded.SubdomainLevelLimit"] = ("The level of the subdomain exceeds the limit.", "子域名级数超出限制。"),
        ["LimitExceeded.SubdomainWcardLimit"] = ("The level of the wildcard exceeds the limit.", "泛解析级数超出限制。"),
        ["LimitExceeded.AAAACountLimit"] = ("The number of AAAA records exceeds the limit.", "AAAA 记录数量超出限制。"),
        ["LimitExceeded.NsCountLimit"] = ("The number of NS records exceeds the limit.", "NS 记录数量超出限制。"),
        ["LimitExceeded.AtNsRecordLimit"] = ("NS records at @ can only be on the default line.", "@ 的 NS 记录只能设置默认线路。"),
        ["LimitExceeded.SrvCountLimit"] = ("The number of SRV records exceeds the limit.", "SRV 记录数量超出限制。"),
        ["LimitExceeded.UrlCountLimit"] = ("The number of URL records exceeds the limit.", "显性 URL 转发数量超出限制。"),
        ["LimitExceeded.HiddenUrlExceeded"] = ("The number of framed URL records exceeds the limit.", "隐性 URL 转发数量超出限制。"),
        ["OperationDenied.NoPermissionToOperateDomain"] = ("You have no permission to operate this domain. Return to the domain list.", "当前域名无权限，请返回域名列表。"),
        ["OperationDenied.DomainOwnerAllowedOnly"] = ("Only the domain's owner may do this.", "仅域名所有者可进行此操作。"),
        ["OperationDenied.AccessDenied"] = ("You have no permission to perform this operation.", "您没有权限执行此操作。"),
        ["OperationDenied.IPInBlacklistNotAllowed"] = ("The IP address is in the blocklist and cannot be added.", "IP 在黑名单中，无法添加。"),
        ["FailedOperation.DomainIsLocked"] = ("The domain is locked and cannot be changed.", "锁定域名不能进行此操作。"),
        ["FailedOperation.DomainIsSpam"] = ("The domain is blocked and cannot be changed.", "封禁域名不能进行此操作。"),
        ["FailedOperation.NotDomainOwner"] = ("You are not the domain's owner.", "您不是域名的所有者。"),
        ["FailedOperation.DomainExists"] = ("The domain is in your list already.", "该域名已在您的列表中，无需重复添加。"),
        ["FailedOperation.DomainOwnedByOtherUser"] = ("The domain was added by another account.", "该域名已被其他账号添加。"),
        ["FailedOperation.MustAddDefaultLineFirst"] = ("Add the record on the default split zone first.", "为避免影响您的解析，请先添加默认线路的解析记录。"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static (string, string) Gateway(string words) => (words, words);
}
