using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Assay.Reporting;
using Spectre.Console;
using Words = Spectre.Console.Text;

namespace Assay.Cli.Terminal;

/// <summary>Writes for people: drawn on a terminal, aligned columns anywhere else. JSON is the same everywhere.</summary>
/// <param name="environment">Where it goes.</param>
internal sealed class Page(CliEnvironment environment)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    private readonly IAnsiConsole? console = environment.IsTerminal ? Open(environment) : null;

    /// <summary>Writes one JSON document.</summary>
    public void Json(JsonNode document) => environment.Out.Write(document.ToJsonString(Indented) + "\n");

    /// <summary>Writes a line as it is.</summary>
    public void Line(string text = "")
    {
        if (console is null)
            environment.Out.Write(text + "\n");
        else
            console.WriteLine(SafeText.Lines(text));
    }

    /// <summary>Writes a heading over what follows.</summary>
    public void Heading(string text)
    {
        if (console is null)
            environment.Out.Write(SafeText.OneLine(text) + "\n");
        else
            console.MarkupLine($"[bold]{Markup.Escape(SafeText.OneLine(text))}[/]");
    }

    /// <summary>Writes a table; one without rows says so.</summary>
    /// <param name="table">The table.</param>
    /// <param name="nothing">What is said where it has no rows.</param>
    public void Table(ReportTable table, string nothing)
    {
        if (table.Rows.Count == 0)
            Line(nothing);
        else if (console is null)
            Plain(table);
        else
            Drawn(console, table);
    }

    /// <summary>Writes a tree of lines.</summary>
    public void Tree(TextNode root)
    {
        if (console is null)
        {
            Plain(root, 0);
            return;
        }

        var tree = new Tree(new Words(SafeText.Lines(root.Text)));
        foreach (var child in root.Children)
            Add(tree, child);
        console.Write(tree);
    }

    /// <summary>Opens a terminal to draw on.</summary>
    /// <param name="environment">Where it goes.</param>
    /// <param name="isLive">Whether what is drawn may be drawn over.</param>
    public static IAnsiConsole Open(CliEnvironment environment, bool isLive = false)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new TerminalOutput(environment),
            Ansi = environment.UsesColor ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = environment.UsesColor ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = isLive ? InteractionSupport.Yes : InteractionSupport.No,
        });
        console.Profile.Capabilities.Unicode = true;
        return console;
    }

    private static void Drawn(IAnsiConsole console, ReportTable table)
    {
        var rows = table.Rows.Select(static row => row.Select(CellText.Of).ToArray()).ToList();
        foreach (var part in TableLayout.Of(table.Columns, rows, console.Profile.Width))
        {
            var drawn = new Table().Border(TableBorder.Rounded);
            foreach (var (index, width) in part)
            {
                var column = new TableColumn(new Words(WordWrap.Of(table.Columns[index], width), new Style(decoration: Decoration.Bold))) { Width = width };
                drawn.AddColumn(table.Rows.All(row => row[index].Text is null) ? column.RightAligned() : column);
            }

            foreach (var row in rows)
                drawn.AddRow(part.Select(column => new Words(WordWrap.Of(row[column.Index], column.Width))));
            console.Write(drawn);
        }
    }

    private static void Add(IHasTreeNodes parent, TextNode node)
    {
        var added = parent.AddNode(new Words(SafeText.Lines(node.Text)));
        foreach (var child in node.Children)
            Add(added, child);
    }

    private void Plain(ReportTable table)
    {
        var rows = table.Rows.Select(static row => row.Select(CellText.Of).ToArray()).Prepend([.. table.Columns]).ToList();
        var widths = Enumerable.Range(0, table.Columns.Count).Select(i => rows.Max(row => row[i].Length)).ToArray();
        var right = Enumerable.Range(0, table.Columns.Count).Select(i => table.Rows.All(row => row[i].Text is null)).ToArray();
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
                text.Append(right[i] ? row[i].PadLeft(widths[i]) : row[i].PadRight(widths[i])).Append(i < row.Length - 1 ? "  " : "");
            environment.Out.Write(text.ToString().TrimEnd() + "\n");
            text.Clear();
        }
    }

    private void Plain(TextNode node, int depth)
    {
        var indent = new string(' ', 2 * depth);
        foreach (var line in SafeText.Lines(node.Text).Split('\n'))
            environment.Out.Write(string.Create(CultureInfo.InvariantCulture, $"{indent}{line}").TrimEnd() + "\n");
        foreach (var child in node.Children)
            Plain(child, depth + 1);
    }
}
