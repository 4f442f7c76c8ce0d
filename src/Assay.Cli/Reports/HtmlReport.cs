using System.Security.Cryptography;
using System.Text;
using Assay.Cli.Reading;
using Assay.Specs;
using Assay.Storage;

namespace Assay.Cli.Reports;

/// <summary>One page that holds all of it: no network is asked, and nothing runs but the script that it was made with.</summary>
internal static class HtmlReport
{
    private static readonly string[] Scripts = ["text", "data", "summary", "forest", "charts", "answers", "list", "detail", "explorer", "main"];

    /// <summary>Writes the page.</summary>
    /// <param name="page">Receives it, in UTF-8, as it is read.</param>
    /// <param name="storage">The store.</param>
    /// <param name="views">The runs.</param>
    /// <param name="outcomes">How tests ended.</param>
    /// <param name="prices">What models cost; none where the project names none.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    public static async Task WriteAsync(Stream page, StorageBundle storage, IReadOnlyList<RunView> views, IReadOnlyList<Outcome> outcomes, ValueList<PriceSpec> prices, CancellationToken cancellationToken)
    {
        var (style, script) = (Resource("page.css"), $"\"use strict\";\n(async () => {{\n{string.Join('\n', Scripts.Select(static name => Resource(name + ".js")))}\n}})();");
        Write(page, $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '{HashOf(style)}'; script-src '{HashOf(script)}'; base-uri 'none'; form-action 'none'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <meta name="color-scheme" content="light dark">
            <title>Evaluations</title>
            <style>{style}</style>
            </head>
            <body>
            <main id="page"><noscript>This page shows its data with a script of its own; allow scripts to read it.</noscript></main>

            """);
        using (var data = new PageData(storage, prices, page))
            await data.WriteAsync(views, outcomes, cancellationToken);
        Write(page, $"<script>{script}</script>\n</body>\n</html>\n");
    }

    private static void Write(Stream page, string text) => page.Write(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n")));

    private static string HashOf(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Resource(string name)
    {
        using var stream = typeof(HtmlReport).Assembly.GetManifestResourceStream("Assay.Cli.Reports." + name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n").Trim();
    }
}
