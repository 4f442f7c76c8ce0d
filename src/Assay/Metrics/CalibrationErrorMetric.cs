using System.Text.Json;
using Assay.Contracts;
using Assay.Errors;

namespace Assay.Metrics;

/// <summary>
/// The expected calibration error over a slice, see <see cref="Corpus.CalibrationError"/>: answers are JSON with a label and a confidence. An unreadable answer
/// is wrong with confidence 0. Settings: <c>expected</c>, a path of the item; <c>answer</c> and <c>confidence</c>, paths of the answer, called so by default;
/// <c>bins</c>, 10 by default; <c>ignore_case</c>, false by default.
/// </summary>
internal sealed class CalibrationErrorMetric : ISliceMetric
{
    /// <inheritdoc/>
    public string Id => "expected_calibration_error";

    /// <inheritdoc/>
    public string Version => "1";

    /// <inheritdoc/>
    public BoundSliceMetric Bind(JsonElement? config)
    {
        var reader = new ConfigReader(Id, config);
        var expected = ExpectedValue.Read(Id, reader);
        var label = ItemPath.Read(reader, "answer", "answer");
        var confidence = ItemPath.Read(reader, "confidence", "confidence");
        var bins = reader.Whole("bins", 10, 1, 1000);
        var comparison = reader.Flag("ignore_case", false) ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        reader.Done();
        return (context, _) =>
        {
            var calibration = new Calibration(bins);
            foreach (var (item, output, extraction) in context.Answers)
            {
                var json = extraction is { Success: false, Reason: not null } ? null : ActualValue.Json(new MetricContext(item, output, extraction.Value));
                if (json is not { } answer || label.Find(answer) is not { } found)
                    calibration.Add(0, false);
                else
                    calibration.Add(Number(item, confidence.Find(answer)), string.Equals(ActualValue.TextOf(found).Trim(), ActualValue.TextOf(expected.Of(item)).Trim(), comparison));
            }

            return ValueTask.FromResult(new MetricResult(calibration.Error()));
        };

        double Number(Item item, JsonElement? value) => value is { ValueKind: JsonValueKind.Number } number && number.TryGetDouble(out var sure) && sure is >= 0 and <= 1
            ? sure
            : throw new AssayException(ErrorCode.MetricFailed, $"'{Id}' cannot score the answer to item '{item.Id}': its '{confidence.Text}' is no number from 0 to 1.");
    }
}
