namespace CountedCalls;

public sealed record Question(string Id, int Number);
