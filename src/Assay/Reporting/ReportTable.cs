using Assay.Specs;

namespace Assay.Reporting;

/// <summary>A table of figures that every format writes in its own way.</summary>
/// <param name="Columns">The columns' names: lower case, words joined by underscores; groups by their kind, a dimension as <c>dimension:</c> and its name.</param>
/// <param name="Rows">The rows, each as long as there are columns.</param>
public sealed record ReportTable(ValueList<string> Columns, ValueList<ValueList<ReportCell>> Rows);
