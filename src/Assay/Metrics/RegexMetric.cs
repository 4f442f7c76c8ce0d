using System.Text.Json;
using System.Text.RegularExpressions;
using Assay.Contracts;
using Assay.Errors;
using Assay.Text;

namespace Assay.Metrics;

/// <summary>
/// 1 when a regular expression matches the answer, else 0. Settings: <c>pattern</c>, in .NET's or Python's syntax, or
/// <c>expected</c>, the path of the item's field that holds it; <c>full</c>, whether it must match the whole answer, false
/// by default; <c>ignore_case</c>, false by default. A match that takes longer than two seconds is the metric's failure.
/// </summary>
internal sealed class RegexMetric : IMetric
{
    /// <inheritdoc/>
    public string Id => "regex";

    /// <inheritdoc/>
    public string Version => "1";

    /// <inheritdoc/>
    public BoundMetric Bind(JsonElement? config)
    {
        var reader = new ConfigReader(Id, config);
        var pattern = reader.OptionalText("pattern");
        if (pattern is not null && reader.Raw("expected") is not null)
            reader.Fail("expected", "'regex' takes 'pattern' or 'expected', not both.");
        var expected = ExpectedValue.Read(Id, reader);
        var options = reader.Flag("ignore_case", false) ? RegexOptions.IgnoreCase : RegexOptions.None;
        var full = reader.Flag("full", false);
        var given = pattern is null ? null : Compile(pattern, full, options, fault => reader.Fail("pattern", fault));
        reader.Done();
        return (context, _) =>
        {
            var regex = given ?? OfItem(expected, context.Item, full, options);
            return ValueTask.FromResult(new MetricResult(IsMatch(regex, ActualValue.Text(context)) ? 1 : 0));
        };
    }

    private static UserRegex OfItem(ExpectedValue expected, Item item, bool full, RegexOptions options)
    {
        var pattern = ActualValue.TextOf(expected.Of(item));
        return Compile(pattern, full, options, fault => throw expected.Fault(item, $"holds no regular expression: {fault}"))!;
    }

    private static UserRegex? Compile(string pattern, bool full, RegexOptions options, Action<string> fail)
    {
        try
        {
            return new UserRegex(full ? $@"\A(?:{pattern})\z" : pattern, options);
        }
        catch (ArgumentException error)
        {
            fail($"'{pattern}' is not a regular expression: {error.Message}");
            return null;
        }
    }

    private static bool IsMatch(UserRegex regex, string text)
    {
        try
        {
            return regex.Match(text).Success;
        }
        catch (RegexMatchTimeoutException error)
        {
            throw new AssayException(ErrorCode.MetricFailed, UserRegex.TimeoutReason(error.Pattern), error);
        }
    }
}
