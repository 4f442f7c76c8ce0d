namespace Assay.Specs.Serialization;

/// <summary>Tells the schema walker what a collection holds.</summary>
internal interface IElementConverter
{
    /// <summary>The type of the elements or values.</summary>
    Type ElementType { get; }

    /// <summary>Whether it is a map from text; a list otherwise.</summary>
    bool IsMap { get; }
}
