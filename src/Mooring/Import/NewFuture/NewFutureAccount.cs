using Mooring.Configuration.Reading;
using Mooring.Configuration.Yaml;
using Mooring.Core;

namespace Mooring.Import.NewFuture;

/// <summary>How NewFuture/DDNS reaches a provider, as an account of Mooring's.</summary>
internal static class NewFutureAccount
{
    /// <summary>Adds the account.</summary>
    /// <returns>Its name.</returns>
    public static string Add(Draft draft, NewFutureSettings settings, string provider)
    {
        var isAlidns = provider == "alidns";
        var notes = new List<Text> { SecretNote.Text };
        Member?[] members =
        [
            Leaf.Entry(settings.At, "provider", provider),
            Leaf.Entry(settings.Require("id"), isAlidns ? "access-key-id" : "secret-id"),
            Leaf.Entry(settings.Require("token"), isAlidns ? "access-key-secret" : "secret-key"),
            settings.Text("endpoint") is { } endpoint ? Leaf.Entry(Leaf.Literal(endpoint, endpoint.Text), "endpoint") : null,
            Proxy(draft, settings, notes),
            Roots(settings, notes),
        ];
        return draft.AddAccount(isAlidns ? "aliyun" : "tencent", Leaf.Map(settings.At, members), notes);
    }

    private static Member? Proxy(Draft draft, NewFutureSettings settings, List<Text> notes)
    {
        var choices = settings.Items("proxy").OfType<ScalarNode>()
            .SelectMany(item => item.Text.Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(choice => Leaf.Of(item, choice))).ToList();
        if (choices.Count == 0)
        {
            return null;
        }

        if (choices.Count > 1)
        {
            notes.Add(new Text(
                "`proxy`: NewFuture/DDNS tried several ways one after the other; Mooring goes the first one alone", "`proxy`：NewFuture/DDNS 会依次尝试多种途径；Mooring 只用第一种"));
        }

        var first = choices[0];
        var address = first.Text.Contains("://", StringComparison.Ordinal) ? first.Text : $"http://{first.Text}";
        if (first.Text.ToUpperInvariant() is "DIRECT" or "NONE")
        {
            return null;
        }

        if (first.Text.Equals("SYSTEM", StringComparison.OrdinalIgnoreCase) || !address.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
        {
            // A proxy's address may hold a password, which has no place in a comment.
            var scheme = Expansion.Show(first.Text.Split(':', '/')[0]);
            notes.Add(draft.Missed(first, new Text($"`proxy: {scheme}…`; Mooring takes http://HOST:PORT only", $"`proxy: {scheme}…`；Mooring 只支持 http://主机:端口")));
            return null;
        }

        return Leaf.Entry(Leaf.Literal(first, address), "proxy");
    }

    private static Member? Roots(NewFutureSettings settings, List<Text> notes)
    {
        var ssl = settings.Text("ssl");
        switch (ssl?.Text.ToLowerInvariant())
        {
            case null or "auto":
                notes.Add(new Text(
                    "`ssl: auto`, NewFuture/DDNS's default, goes on without verification where that fails; Mooring always verifies", "`ssl: auto`（NewFuture/DDNS 的默认值）在校验失败时会放弃校验；Mooring 始终校验证书"));
                return null;
            case "false":
                notes.Add(new Text("`ssl: false` verifies nothing; Mooring always verifies, and there is no switch", "`ssl: false` 不校验证书；Mooring 始终校验，且没有开关可关闭"));
                return null;
            case "true":
                return null;
            default:
                return Leaf.Entry(Leaf.Literal(ssl!, ssl!.Text), "root-certificates");
        }
    }
}
