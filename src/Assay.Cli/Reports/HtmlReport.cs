using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace Assay.Cli.Reports;

/// <summary>One page that holds all of it: no network is asked, and nothing runs but the script that it was made with.</summary>
internal static class HtmlReport
{
    /// <summary>Escapes what could end a script or begin markup; everything else stays readable.</summary>
    private static readonly JsonSerializerOptions Safe = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>The page.</summary>
    /// <param name="data">What it shows, see <see cref="ReportData"/>.</param>
    public static string Write(JsonObject data)
    {
        var (style, script) = (Resource("report.css"), Resource("report.js"));
        return $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '{HashOf(style)}'; script-src '{HashOf(script)}'; base-uri 'none'; form-action 'none'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <title>Evaluations</title>
            <style>{style}</style>
            </head>
            <body>
            <main id="page"><noscript>This page shows its data with a script of its own; allow scripts to read it.</noscript></main>
            <script type="application/json" id="data">{data.ToJsonString(Safe)}</script>
            <script>{script}</script>
            </body>
            </html>

            """.ReplaceLineEndings("\n");
    }

    private static string HashOf(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Resource(string name)
    {
        using var stream = typeof(HtmlReport).Assembly.GetManifestResourceStream("Assay.Cli.Reports." + name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n").Trim();
    }
}
