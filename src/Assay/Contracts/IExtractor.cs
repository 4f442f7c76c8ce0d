using System.Text.Json;

namespace Assay.Contracts;

/// <summary>Reads a value from an output.</summary>
public interface IExtractor
{
    /// <summary>The id that a parse names.</summary>
    string Id { get; }

    /// <summary>The version or code digest; part of a transform's identity.</summary>
    string Version { get; }

    /// <summary>Checks the settings once and gives the function that extracts; the function must be safe for concurrent calls.</summary>
    /// <param name="config">The settings of the spec; null for none.</param>
    /// <exception cref="Errors.SpecValidationException">The settings break a rule; every broken rule is one problem.</exception>
    BoundExtractor Bind(JsonElement? config);
}

/// <summary>An extractor with its settings.</summary>
/// <param name="context">What it reads.</param>
/// <param name="cancellationToken">Stops the extraction.</param>
public delegate ValueTask<Extraction> BoundExtractor(ExtractionContext context, CancellationToken cancellationToken);
