namespace Samples.ChatTriage;

/// <summary>A support ticket with the team that should answer it: A billing, B access, C delivery, D faults, E anything else.</summary>
public sealed record Ticket(string Id, string Text, string Label, string Lang, string Source);
