using System.Runtime.InteropServices;
using Mooring.Core.Records;
using Mooring.Providers.Replies;

namespace Mooring.Providers.Faults;

/// <summary>An error as the host told it.</summary>
/// <param name="Code">The host's code.</param>
/// <param name="Message">The host's words; empty when it gave none.</param>
/// <param name="RequestId">For a support ticket; null when the host gave none.</param>
internal sealed record VendorError(string Code, string Message, string? RequestId)
{
    /// <summary>Cleans every part of what must not be shown: a damaged answer may carry anything anywhere.</summary>
    public static VendorError Of(string code, string? message, string? requestId, ApiCredentials credentials) => new(
        VendorMessage.Clean(code, credentials),
        VendorMessage.Clean(message, credentials),
        VendorMessage.Clean(requestId, credentials) is { Length: > 0 } id ? id : null);
}

/// <summary>What a code means and what helps against it.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Ruling(DnsFault Fault, Cure Cure);
