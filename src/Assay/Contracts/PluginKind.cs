namespace Assay.Contracts;

/// <summary>What a plugin is.</summary>
public enum PluginKind
{
    /// <summary>Generates outputs.</summary>
    Engine,

    /// <summary>Reads values from outputs.</summary>
    Extractor,

    /// <summary>Scores.</summary>
    Metric,

    /// <summary>Grades outputs for metrics.</summary>
    Judge,

    /// <summary>Runs around stages.</summary>
    Hook,

    /// <summary>Handles a tool that models call.</summary>
    Tool,

    /// <summary>Scores whole slices.</summary>
    SliceMetric,

    /// <summary>Offers tools, such as an MCP server.</summary>
    ToolServer,
}
