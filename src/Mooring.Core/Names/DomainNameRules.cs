namespace Mooring.Core.Names;

/// <summary>The limits of an owner name in A-label form (RFC 1035 §2.3.4, RFC 2181 §11, RFC 4592).</summary>
internal static class DomainNameRules
{
    /// <summary>Why the text is no owner name, or null when it is one.</summary>
    public static Text? Check(string ascii)
    {
        if (ascii.Length == 0)
        {
            return null;
        }

        if (ascii.Length > DomainName.MaxLength)
        {
            return new Text(
                $"the name has {ascii.Length} characters; at most {DomainName.MaxLength} are allowed",
                $"域名有 {ascii.Length} 个字符，最多允许 {DomainName.MaxLength} 个");
        }

        var labels = ascii.Split('.');
        for (var i = 0; i < labels.Length; i++)
        {
            if (CheckLabel(labels[i], leftmost: i == 0) is { } why)
            {
                return why;
            }
        }

        return null;
    }

    private static Text? CheckLabel(string label, bool leftmost)
    {
        if (label.Length == 0)
        {
            return new Text("a label is empty (two dots in a row, or a dot at the start)", "存在空标签（连续两个点，或以点开头）");
        }

        if (label.Length > 63)
        {
            return new Text(
                $"the label '{label}' has {label.Length} octets; at most 63 are allowed",
                $"标签“{label}”有 {label.Length} 个八位字节，最多允许 63 个");
        }

        if (label == "*")
        {
            return leftmost ? null : new Text("'*' may only be the leftmost label", "“*”只能作为最左边的标签");
        }

        foreach (var c in label)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_'))
            {
                return new Text(
                    $"the label '{label}' holds '{c}', which a domain name cannot hold",
                    $"标签“{label}”含有域名不允许的字符“{c}”");
            }
        }

        return label[0] == '-' || label[^1] == '-'
            ? new Text($"the label '{label}' starts or ends with a hyphen", $"标签“{label}”以连字符开头或结尾")
            : null;
    }
}
