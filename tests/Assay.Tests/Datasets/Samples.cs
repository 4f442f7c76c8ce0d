using System.Text.Json.Serialization;

namespace Assay.Tests.Datasets;

internal enum Hardness
{
    Easy,
    Hard,
}

internal sealed record Question(string Id, string Text, int Points = 0, double? Weight = null, bool Open = false, Hardness Hardness = Hardness.Easy);

internal sealed record Nested(string Key, Origin Origin, IReadOnlyList<Origin>? Others = null);

internal sealed record Origin(string SourceUrl);

internal sealed class Plain
{
    public string Name { get; set; } = "";

    public int Count { get; set; }
}

[JsonSerializable(typeof(Question))]
internal sealed partial class QuestionContext : JsonSerializerContext;
