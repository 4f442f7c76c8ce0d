using Assay.Generators.Diagnostics;
using Assay.Generators.Models;
using Assay.Generators.Templates;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Reading;

/// <summary>The schema of the type that answers are read as.</summary>
/// <param name="name">What the provider is told that it is called.</param>
/// <param name="schema">The schema.</param>
internal sealed class ResponseSchema(string name, string schema)
{
    private const string Argument = "ResponseType";

    /// <summary>The extras by which an engine is given the schema.</summary>
    public IReadOnlyList<PairModel> Extras { get; } = [new PairModel("json_schema", schema), new PairModel("json_schema_name", JsonText.Quote(name))];

    /// <summary>Reads an attribute's type; null where it names none, or one that cannot be asked for, which is reported.</summary>
    public static ResponseSchema? Read(ReadingContext context, AttributeData attribute)
    {
        if (attribute.NamedArguments.FirstOrDefault(static argument => argument.Key == Argument).Value.Value is not ITypeSymbol type || type.TypeKind == TypeKind.Error)
            return null;
        var schemas = new ToolSchema(context);
        if (schemas.ObjectOf(type) is not { } made)
            return Refuse(schemas.Problem);
        if (attribute.NamedText("ResponseFormat") is { } format && format != "json_schema")
            return Refuse($"the response format is '{format}'; leave one of them out");
        if (attribute.NamedTexts("Extras").Any(static extra => extra.Text.StartsWith("json_schema=", StringComparison.Ordinal) || extra.Text.StartsWith("json_schema_name=", StringComparison.Ordinal)))
            return Refuse("a schema stands among the extras; leave one of them out");
        return new ResponseSchema(type.Name, made);

        ResponseSchema? Refuse(string reason)
        {
            context.Report(InferenceRules.ResponseType, attribute.PlaceOf(Argument), type.ToShort(), reason);
            return null;
        }
    }
}
