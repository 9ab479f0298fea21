using System.Runtime.InteropServices;
using Mooring.Core.Records;

namespace Mooring.Providers.Faults;

/// <summary>An error as the host told it, its message already cleaned of what must not be shown.</summary>
/// <param name="Code">The host's code, unchanged.</param>
/// <param name="Message">The host's words; empty when it gave none.</param>
/// <param name="RequestId">For a support ticket; null when the host gave none.</param>
internal sealed record VendorError(string Code, string Message, string? RequestId);

/// <summary>What a code means and what helps against it.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Ruling(DnsFault Fault, Cure Cure);
