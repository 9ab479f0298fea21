using System.Security.Cryptography;
using System.Text;
using Mooring.Core;

namespace Mooring.Engine.Notifications;

/// <summary>Where notifications go. Addresses often are the password themselves, so they are secrets.</summary>
public abstract record NotificationTarget
{
    /// <summary>The word of the configuration.</summary>
    public abstract string Kind { get; }

    /// <summary>Whether it is told after every round that all is well or not, rather than of events.</summary>
    public virtual bool IsHeartbeat => false;

    /// <summary>What makes it this one and no other, for <see cref="Key"/>.</summary>
    protected abstract string Identity { get; }

    /// <summary>Names it in the state without telling what it holds: the kind and a digest.</summary>
    public string Key => $"{Kind}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Identity)))[..12]}";

    /// <summary>Any HTTP endpoint.</summary>
    /// <param name="Url">The address; variables as <c>#{ipv4Addr}</c> are filled in.</param>
    public sealed record Webhook(Secret Url) : NotificationTarget
    {
        /// <summary>GET, POST or PUT. Default POST.</summary>
        public string Method { get; init; } = "POST";

        /// <summary>Headers beside those of the content. Default none.</summary>
        public IReadOnlyList<KeyValuePair<string, Secret>> Headers { get; init; } = [];

        /// <summary>The body with variables; null (default): a JSON document of ours.</summary>
        public string? Body { get; init; }

        /// <inheritdoc />
        public override string Kind => "webhook";

        /// <inheritdoc />
        protected override string Identity =>
            string.Join('\n', [Url.Reveal(), Method, Body, .. Headers.Select(header => $"{header.Key}: {header.Value.Reveal()}")]);
    }

    /// <summary>A robot of a DingTalk group.</summary>
    /// <param name="Url">The robot's address.</param>
    /// <param name="SigningSecret">The secret of its signature; null where it wants none.</param>
    public sealed record DingTalk(Secret Url, Secret? SigningSecret) : NotificationTarget
    {
        /// <inheritdoc />
        public override string Kind => "dingtalk";

        /// <inheritdoc />
        protected override string Identity => Url.Reveal();
    }

    /// <summary>A robot of a Feishu (Lark) group.</summary>
    /// <param name="Url">The robot's address.</param>
    /// <param name="SigningSecret">The secret of its signature; null where it wants none.</param>
    public sealed record Feishu(Secret Url, Secret? SigningSecret) : NotificationTarget
    {
        /// <inheritdoc />
        public override string Kind => "feishu";

        /// <inheritdoc />
        protected override string Identity => Url.Reveal();
    }

    /// <summary>A robot of a WeCom group.</summary>
    /// <param name="Url">The robot's address.</param>
    public sealed record WeCom(Secret Url) : NotificationTarget
    {
        /// <inheritdoc />
        public override string Kind => "wecom";

        /// <inheritdoc />
        protected override string Identity => Url.Reveal();
    }

    /// <summary>Bark, for iPhones.</summary>
    /// <param name="Url">The server's address with the device's key.</param>
    public sealed record Bark(Secret Url) : NotificationTarget
    {
        /// <inheritdoc />
        public override string Kind => "bark";

        /// <inheritdoc />
        protected override string Identity => Url.Reveal();
    }

    /// <summary>ServerChan, to WeChat.</summary>
    /// <param name="Url">The address that ends with <c>SENDKEY.send</c>.</param>
    public sealed record ServerChan(Secret Url) : NotificationTarget
    {
        /// <inheritdoc />
        public override string Kind => "serverchan";

        /// <inheritdoc />
        protected override string Identity => Url.Reveal();
    }

    /// <summary>A Telegram bot.</summary>
    /// <param name="Token">The bot's token.</param>
    /// <param name="Chat">The chat's id, or <c>@channel</c>.</param>
    /// <param name="Api">The API's base address.</param>
    public sealed record Telegram(Secret Token, string Chat, Uri Api) : NotificationTarget
    {
        /// <inheritdoc />
        public override string Kind => "telegram";

        /// <inheritdoc />
        protected override string Identity => $"{Token.Reveal()} {Chat} {Api}";
    }

    /// <summary>Mail, submitted to a server (RFC 6409).</summary>
    /// <param name="Host">The server.</param>
    /// <param name="Port">Its port.</param>
    /// <param name="Tls">How the connection is encrypted.</param>
    /// <param name="User">Who logs in; null: nobody.</param>
    /// <param name="Password">With what; null: nobody.</param>
    /// <param name="From">The sender's address.</param>
    /// <param name="To">The receivers' addresses; at least one.</param>
    public sealed record Smtp(string Host, int Port, MailEncryption Tls, string? User, Secret? Password, string From, IReadOnlyList<string> To) : NotificationTarget
    {
        /// <inheritdoc />
        public override string Kind => "smtp";

        /// <summary>A PEM file of the only roots trusted; null (default) trusts the system's.</summary>
        public string? RootCertificates { get; init; }

        /// <inheritdoc />
        protected override string Identity => $"{Host} {Port} {User} {From} {string.Join(' ', To)}";
    }

    /// <summary>A check of Healthchecks.io, or of a server of one's own.</summary>
    /// <param name="Url">The ping address.</param>
    public sealed record Healthchecks(Secret Url) : NotificationTarget
    {
        /// <inheritdoc />
        public override string Kind => "healthchecks";

        /// <inheritdoc />
        public override bool IsHeartbeat => true;

        /// <inheritdoc />
        protected override string Identity => Url.Reveal();
    }

    /// <summary>A push monitor of Uptime Kuma.</summary>
    /// <param name="Url">The push address.</param>
    public sealed record UptimeKuma(Secret Url) : NotificationTarget
    {
        /// <inheritdoc />
        public override string Kind => "uptime-kuma";

        /// <inheritdoc />
        public override bool IsHeartbeat => true;

        /// <inheritdoc />
        protected override string Identity => Url.Reveal();
    }
}

/// <summary>How a connection to a mail server is encrypted.</summary>
public enum MailEncryption
{
    /// <summary>From the command STARTTLS on, which the server must offer (RFC 3207); port 587.</summary>
    StartTls,

    /// <summary>From the first octet on (RFC 8314 §3.3); port 465.</summary>
    Implicit,

    /// <summary>Not at all; only for a server on this machine.</summary>
    None,
}
