using Assay.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Reading;

/// <summary>A class's attributed members by what they declare, in source order; the same id twice is reported and kept once.</summary>
internal sealed class BenchmarkMembers
{
    public List<Declaration> Slices { get; } = [];

    public List<Declaration> Prompts { get; } = [];

    public List<Declaration> Parses { get; } = [];

    public List<Declaration> Scores { get; } = [];

    public List<Declaration> Engines { get; } = [];

    public List<Declaration> Tools { get; } = [];

    public List<Declaration> McpServers { get; } = [];

    public List<Declaration> Hooks { get; } = [];

    public List<Declaration> Judges { get; } = [];

    public IEnumerable<Declaration> All => Slices.Concat(Prompts).Concat(Parses).Concat(Scores).Concat(Engines).Concat(Tools).Concat(McpServers).Concat(Hooks).Concat(Judges);

    public static BenchmarkMembers Of(ReadingContext context)
    {
        var members = new BenchmarkMembers();
        foreach (var member in context.Parts.SelectMany(static part => InSourceOrder(part.Type)))
        {
            foreach (var attribute in member.GetAttributes())
                members.Add(context, member, attribute);
        }

        ReportIds(context, members.Slices, "slice", IdForm.Marks, SliceRules.Duplicate);
        ReportIds(context, members.Prompts, "prompt", IdForm.Marks, PromptRules.Duplicate);
        ReportIds(context, members.Parses, "parse", IdForm.Marks, ParseRules.Duplicate);
        ReportIds(context, members.Scores, "score", IdForm.Marks, ScoreRules.Duplicate);
        ReportIds(context, members.Engines, "engine", IdForm.PluginMarks, EngineRules.Duplicate);
        ReportIds(context, members.Tools, "tool", IdForm.Marks, ToolRules.Duplicate);
        ReportIds(context, members.McpServers, "MCP server", IdForm.Marks, ToolRules.ServerDuplicate);
        ReportIds(context, members.Judges, "judge", null, JudgeRules.Duplicate);
        foreach (var point in members.Hooks.GroupBy(static hook => hook.Attribute.AttributeClass!.Name, StringComparer.Ordinal))
            ReportIds(context, [.. point], "hook", null, HookRules.Duplicate);
        return members;
    }

    /// <summary>The methods and properties of a class in the order in which people read them: by file, then by position.</summary>
    public static IEnumerable<ISymbol> InSourceOrder(INamedTypeSymbol type) => type.GetMembers()
        .Where(static member => member is IMethodSymbol or IPropertySymbol && member.Locations is [{ IsInSource: true }, ..])
        .OrderBy(static member => member.Locations[0].SourceTree!.FilePath, StringComparer.Ordinal)
        .ThenBy(static member => member.Locations[0].SourceSpan.Start);

    private static void ReportIds(ReadingContext context, List<Declaration> declarations, string kind, string? marks, DiagnosticDescriptor duplicate)
    {
        var taken = new HashSet<string>(declarations.Select(static declaration => declaration.Id), StringComparer.Ordinal);
        var seen = new Dictionary<string, Location>(StringComparer.Ordinal);
        foreach (var declaration in declarations)
        {
            var (id, place) = (declaration.Id, declaration.IdPlace);
            if (declaration.Attribute.NamedText("Version") is { Length: > 0 } version)
                IdForm.CheckText(context, declaration.Attribute.PlaceOf("Version"), version, "version");
            var isEmpty = string.IsNullOrWhiteSpace(id);
            if (!isEmpty && !seen.ContainsKey(id))
            {
                seen.Add(id, place);
                if (marks is not null && !CaseReader.IsFilled(declaration.Symbol))
                    IdForm.Check(context, place, id, $"{kind} id", marks);
                continue;
            }

            var mend = Mend.Literal(place, FreeId.For(isEmpty ? kind : id, declaration.Symbol.Name, taken));
            if (isEmpty)
                context.Report(mend, BenchmarkRules.EmptyId, place, kind);
            else
                context.ReportDuplicate(mend, duplicate, kind, id, seen[id], place);
        }
    }

    private void Add(ReadingContext context, ISymbol member, AttributeData attribute)
    {
        var list = attribute switch
        {
            _ when attribute.Is("SliceAttribute") => Slices,
            _ when attribute.Is("PromptAttribute") => Prompts,
            _ when attribute.Is("ParseAttribute") => Parses,
            _ when attribute.Is("ScoreAttribute") || attribute.Is(SliceScoreReader.AttributeName) => Scores,
            _ when attribute.Is("EngineAttribute") => Engines,
            _ when attribute.Is("ToolAttribute") => Tools,
            _ when attribute.Is("McpServerAttribute") => McpServers,
            _ when attribute.Is("JudgeAttribute") => Judges,
            _ when HookPoint.IsHook(attribute) => Hooks,
            _ => null,
        };
        if (list is null || attribute.FirstText() is not { } id)
            return;

        var declaration = new Declaration(member, attribute, id, attribute.PlaceOf(null));
        if (!member.IsStatic)
            context.Report(BenchmarkRules.NotStatic, declaration.NamePlace, member.Name);
        if (!context.Compilation.IsSymbolAccessibleWithin(member, context.Type))
            context.Report(IncludeRules.Inaccessible, declaration.NamePlace, $"{member.ContainingType.ToShort()}.{member.Name}", context.Type.Name);
        list.Add(declaration);
    }
}
