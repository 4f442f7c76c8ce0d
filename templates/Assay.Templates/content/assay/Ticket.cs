namespace Company.Evaluations;

/// <summary>A support ticket, and the team that should answer it.</summary>
public sealed record Ticket(string Id, string Text, string Team);
