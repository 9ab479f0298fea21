using Mooring.Core;

namespace Mooring.Configuration.Reading;

/// <summary>What is wrong with a value and what to write instead; where it stands is added by whoever knows.</summary>
internal sealed record Complaint(Text Message, Text Mend);
