using Mooring.Core;

namespace Mooring.Engine.Notifications.Mail;

/// <summary>A mail server does not take a message, or lacks what is needed to give it one.</summary>
/// <param name="text">What it answered, and what to do; no secret.</param>
internal sealed class MailRefusedException(Text text) : Exception(text.English)
{
    /// <summary>The same in both languages.</summary>
    public Text Text => text;
}
