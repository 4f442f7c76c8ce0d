using System.Globalization;
using Assay.Errors;
using Assay.Execution;

namespace Assay.Sessions;

/// <summary>Reads a budget as people write it: <c>2.00</c> is money, <c>500000 tokens</c> and <c>30 min</c> (or <c>s</c>, <c>h</c>) say what they are, and commas join several.</summary>
internal static class BudgetSettings
{
    /// <summary>Reads it.</summary>
    /// <param name="text">The budget; null or empty for none.</param>
    /// <param name="file">The file to name in the error; null for none.</param>
    /// <exception cref="AssayException"><see cref="ErrorCode.OptionInvalid"/>: it is no budget.</exception>
    public static RunBudget? Parse(string? text, string? file)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var budget = new RunBudget();
        foreach (var part in text.Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var digits = part.TakeWhile(static letter => char.IsAsciiDigit(letter) || letter is '.' or '_').Count();
            var unit = part[digits..].Trim().ToLowerInvariant();
            if (!decimal.TryParse(part[..digits].Replace("_", "", StringComparison.Ordinal), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) || number <= 0 || With(budget, number, unit) is not { } more)
                throw new AssayException(new Problem(ErrorCode.OptionInvalid, $"'{part}' is no budget; write money as 2.00, or 500000 tokens, or 30 min, joined by commas.") { File = file });
            budget = more;
        }

        return budget;
    }

    private static RunBudget? With(RunBudget budget, decimal number, string unit) => unit switch
    {
        "" => budget with { Cost = number },
        "token" or "tokens" => budget with { Tokens = (long)number },
        "s" or "sec" or "seconds" => budget with { Time = TimeSpan.FromSeconds((double)number) },
        "m" or "min" or "minutes" => budget with { Time = TimeSpan.FromMinutes((double)number) },
        "h" or "hours" => budget with { Time = TimeSpan.FromHours((double)number) },
        _ => null,
    };
}
