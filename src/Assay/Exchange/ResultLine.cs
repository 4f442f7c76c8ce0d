using System.Text.Json;

namespace Assay.Exchange;

/// <summary>One line of a file of results, or one record of a table, as an object.</summary>
/// <param name="Number">The line on which it begins, from 1.</param>
/// <param name="Element">The object; valid until the next line is read.</param>
internal readonly record struct ResultLine(int Number, JsonElement Element);
