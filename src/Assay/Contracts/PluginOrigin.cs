namespace Assay.Contracts;

/// <summary>How a plugin came into a registry.</summary>
public enum PluginOrigin
{
    /// <summary>It is part of the library.</summary>
    BuiltIn,

    /// <summary>It was handed over as an object.</summary>
    Instance,

    /// <summary>A factory makes it when it is first asked for.</summary>
    Factory,

    /// <summary>It was made from its type.</summary>
    Type,

    /// <summary>It was found among the services of a container.</summary>
    Services,
}
