namespace Mooring.Engine.Notifications;

/// <summary>One message, in the language of whoever reads it.</summary>
/// <param name="Event"><c>changed</c>, <c>failed</c>, <c>recovered</c>, <c>clock</c>, <c>expiring</c>; of a trial <c>test</c>, of a heartbeat <c>up</c> or <c>down</c>.</param>
/// <param name="At">When it happened.</param>
/// <param name="Host">This machine's name.</param>
/// <param name="Title">One line.</param>
/// <param name="Text">All of it, some lines.</param>
/// <param name="Ipv4">What became of IPv4.</param>
/// <param name="Ipv6">What became of IPv6.</param>
public sealed record Notice(string Event, DateTimeOffset At, string Host, string Title, string Text, FamilyNews Ipv4, FamilyNews Ipv6);

/// <summary>What became of one family in a round, as ddns-go's templates ask for it.</summary>
/// <param name="Address">The address; empty where none is known.</param>
/// <param name="Result">Unchanged, failed or success, in words.</param>
/// <param name="Domains">The names concerned, with commas between.</param>
public sealed record FamilyNews(string Address, string Result, string Domains);
