using System.Globalization;
using System.Text;
using Tomlyn;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace Assay.Specs.Serialization;

/// <summary>Reads TOML into a tree that knows where each value stands.</summary>
internal sealed class TomlTree
{
    private readonly string text;
    private readonly LineMap lines;
    private readonly SpecProblems problems;

    private TomlTree(byte[] utf8, SpecProblems problems)
    {
        text = Encoding.UTF8.GetString(utf8);
        lines = new LineMap(utf8);
        this.problems = problems;
    }

    /// <summary>Reads a document.</summary>
    /// <param name="utf8">The text without a byte order mark.</param>
    /// <param name="problems">Receives the first syntax error of each line; the parser reports those that follow from it too.</param>
    /// <exception cref="Assay.Errors.SpecValidationException">The text is not TOML.</exception>
    public static SpecNode Parse(byte[] utf8, SpecProblems problems)
    {
        var tree = new TomlTree(utf8, problems);
        var document = tree.ParseSyntax();
        foreach (var line in document.Diagnostics.Where(static message => message.Kind == DiagnosticMessageKind.Error).GroupBy(static message => message.Span.Start.Line))
            problems.Add(tree.PlaceOf(line.First().Span), null, $"The file is not valid TOML: {line.First().Message.TrimEnd('.')}. Correct it.");
        return document.HasErrors ? throw problems.Failure() : tree.ReadDocument(document);
    }

    private DocumentSyntax ParseSyntax()
    {
        try
        {
            return SyntaxParser.Parse(text);
        }
        catch (TomlException)
        {
            problems.AddTooDeep(new TextPlace(FindTooDeepLine(), 1));
            throw problems.Failure();
        }
    }

    /// <summary>The parser gives up on deep nesting without a place: it is the last line of the shortest part on which it gives up.</summary>
    private int FindTooDeepLine()
    {
        var ends = Enumerable.Range(0, text.Length).Where(at => text[at] == '\n').Append(text.Length).ToList();
        var (least, most) = (0, ends.Count - 1);
        while (least < most)
        {
            var middle = (least + most) / 2;
            if (GivesUp(text[..ends[middle]]))
                most = middle;
            else
                least = middle + 1;
        }

        return least + 1;
    }

    private static bool GivesUp(string part)
    {
        try
        {
            SyntaxParser.Parse(part);
            return false;
        }
        catch (TomlException)
        {
            return true;
        }
    }

    private SpecNode ReadDocument(DocumentSyntax document)
    {
        var root = new SpecNode(SpecNodeKind.Object, new TextPlace(1, 1));
        foreach (var pair in document.KeyValues)
            AddPair(root, pair);
        foreach (var table in document.Tables)
        {
            var node = new SpecNode(SpecNodeKind.Object, PlaceOf(table.Span));
            node = AddTable(root, table, node);
            foreach (var pair in table.Items)
                AddPair(node, pair);
        }

        return root;
    }

    private SpecNode AddTable(SpecNode root, TableSyntaxBase table, SpecNode node)
    {
        var (parent, key, place) = Descend(root, table.Name!);
        var existing = parent.Find(key);
        if (table is TableArraySyntax)
        {
            if (existing is null)
                parent.Members.Add(existing = new SpecMember(key, place, new SpecNode(SpecNodeKind.Array, node.Place)));
            existing.Value.Items.Add(node);
            return node;
        }

        if (existing is not null)
            return existing.Value;
        parent.Members.Add(new SpecMember(key, place, node));
        return node;
    }

    private void AddPair(SpecNode table, KeyValueSyntax pair)
    {
        var (parent, key, place) = Descend(table, pair.Key!);
        parent.Members.Add(new SpecMember(key, place, ReadValue(pair.Value!)));
    }

    private (SpecNode Parent, string Key, TextPlace Place) Descend(SpecNode table, KeySyntax name)
    {
        var parent = table;
        var last = name.Key!;
        if (name.DotKeys.ChildrenCount > SpecNode.MaxDepth)
        {
            problems.AddTooDeep(PlaceOf(name.Span));
            throw problems.Failure();
        }

        foreach (var dotted in name.DotKeys)
        {
            var key = NameOf(last);
            var place = PlaceOf(last.Span);
            if (parent.Find(key) is not { } step)
                parent.Members.Add(step = new SpecMember(key, place, new SpecNode(SpecNodeKind.Object, place)));
            parent = step.Value.Kind == SpecNodeKind.Array ? step.Value.Items[^1] : step.Value;
            last = dotted.Key!;
        }

        return (parent, NameOf(last), PlaceOf(last.Span));
    }

    private SpecNode ReadValue(ValueSyntax value)
    {
        var place = PlaceOf(value.Span);
        switch (value)
        {
            case StringValueSyntax given:
                return new SpecNode(SpecNodeKind.Text, place, given.Value ?? "");
            case IntegerValueSyntax whole:
                return new SpecNode(SpecNodeKind.Number, place, whole.Value.ToString(CultureInfo.InvariantCulture));
            case FloatValueSyntax number when double.IsFinite(number.Value):
                return new SpecNode(SpecNodeKind.Number, place, Spell(number.Value));
            case BooleanValueSyntax truth:
                return new SpecNode(SpecNodeKind.Bool, place, truth.Value ? "true" : "false");
            case ArraySyntax array:
                var list = new SpecNode(SpecNodeKind.Array, place);
                foreach (var item in array.Items)
                    list.Items.Add(ReadValue(item.Value!));
                return list;
            case InlineTableSyntax inline:
                var table = new SpecNode(SpecNodeKind.Object, place);
                foreach (var item in inline.Items)
                    AddPair(table, item.KeyValue!);
                return table;
            default:
                return new SpecNode(SpecNodeKind.Foreign, place, value.ToString().Trim());
        }
    }

    /// <summary>A float keeps its point, so that 3.0 is no whole number in TOML as in JSON.</summary>
    private static string Spell(double number)
    {
        var spelled = number.ToString("R", CultureInfo.InvariantCulture);
        return spelled.AsSpan().ContainsAny('.', 'E') ? spelled : spelled + ".0";
    }

    private static string NameOf(BareKeyOrStringValueSyntax key) => key switch
    {
        BareKeySyntax bare => bare.Key?.Text ?? "",
        StringValueSyntax quoted => quoted.Value ?? "",
        _ => key.ToString().Trim(),
    };

    private TextPlace PlaceOf(SourceSpan span) => PlaceOf(span.Start.Offset);

    private TextPlace PlaceOf(int offset) =>
        lines.Find(Encoding.UTF8.GetByteCount(text.AsSpan(0, Math.Clamp(offset, 0, text.Length))));
}
