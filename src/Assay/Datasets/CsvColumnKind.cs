namespace Assay.Datasets;

/// <summary>What the values of a column are.</summary>
internal enum CsvColumnKind
{
    /// <summary>Texts.</summary>
    Text,

    /// <summary>Numbers.</summary>
    Number,

    /// <summary>Truth values.</summary>
    Truth,
}
