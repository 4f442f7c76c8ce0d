namespace Assay.Generators.Diagnostics;

/// <summary>The names of a diagnostic's properties by which the analyzer hands a mend to the code fixes.</summary>
internal static class MendNames
{
    /// <summary>The source text that belongs at the diagnostic's place.</summary>
    public const string Text = "AssayText";

    /// <summary>The full name of the type that belongs at the diagnostic's place.</summary>
    public const string Type = "AssayType";

    /// <summary>What is to go, with the diagnostic's place in it: one of the values below.</summary>
    public const string Removal = "AssayRemoval";

    /// <summary>An attribute's named argument.</summary>
    public const string Argument = "argument";

    /// <summary>A whole attribute.</summary>
    public const string Attribute = "attribute";

    /// <summary>An element of an array.</summary>
    public const string Element = "element";

    /// <summary>The id of the one engine that a class without a model has.</summary>
    public const string Engine = "AssayEngine";

    /// <summary>The id for a method that lacks <c>[Prompt]</c>.</summary>
    public const string Prompt = "AssayPrompt";
}
