namespace Mooring.Sandbox.TencentCloud;

/// <summary>Why Tencent Cloud refuses a request.</summary>
/// <param name="code">The error code of API 3.0.</param>
/// <param name="english">The words to clients that want English.</param>
/// <param name="chinese">The words to the others.</param>
internal sealed class TencentError(string code, string english, string chinese) : Exception(english)
{
    /// <summary>The error code of API 3.0.</summary>
    public string Code => code;

    /// <summary>The error of that code with its words.</summary>
    public static TencentError Of(string code) =>
        TencentErrorTable.Rows.TryGetValue(code, out var row)
            ? new TencentError(code, row.English, row.Chinese)
            : new TencentError(code, "The request was refused.", "请求被拒绝。");

    /// <summary>The words in one language.</summary>
    public string In(bool wantsEnglish) => wantsEnglish ? Message : chinese;

    /// <summary>A mandatory parameter is missing.</summary>
    public static TencentError Missing(string name) =>
        new("MissingParameter", $"The request is missing a required parameter `{name}`.", $"请求缺少必选参数 `{name}`。");

    /// <summary>A parameter that the action does not have.</summary>
    public static TencentError Unknown(string name) =>
        new("UnknownParameter", $"The parameter `{name}` is not recognized.", $"未知参数 `{name}`。");

    /// <summary>A parameter of the wrong JSON type.</summary>
    public static TencentError WrongType(string name, string expected) =>
        new("InvalidParameter", $"The value type of parameter `{name}` is not valid, `{expected}` is expected.", $"参数 `{name}` 的类型错误，应为 `{expected}`。");

    /// <summary>A value that cannot be.</summary>
    public static TencentError BadValue(string name) =>
        new("InvalidParameterValue", $"The value of parameter `{name}` is not valid.", $"参数 `{name}` 的取值错误。");

    /// <summary>The timestamp is too far from the server's clock, which the message names.</summary>
    public static TencentError Expired(long serverTime)
    {
        var words = "Signature expired. Please use local time and enable NTP service for time synchronization to avoid a deviation between "
            + $"`Timestamp` and the server time {serverTime}.";
        return new TencentError("AuthFailure.SignatureExpire", words, words);
    }

    /// <summary>Too many calls in one second.</summary>
    public static TencentError Throttled(int limit) => new(
        "RequestLimitExceeded",
        $"Your current request times equals to `{limit + 1}` in a second, which exceeds the frequency limit `{limit}` for a second. Please reduce the frequency of calls.",
        $"您当前每秒请求 `{limit + 1}` 次，超过了每秒频率上限 `{limit}` 次，请稍后重试。");
}
