using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Assay.Benchmarks.Robustness;
using Assay.Cli;
using Assay.Cli.Terminal;
using Assay.Cli.Tests;
using Microsoft.Playwright;

namespace Assay.Benchmarks.Reports;

/// <summary>Measures the page of <c>assay report</c>: how long it takes to write, how large it is, and how fast a browser shows, filters and searches it.</summary>
internal static class ReportPageCommand
{
    private const int Repeats = 5;

    /// <summary>Runs the workload, writes its page in a process of its own, and looks at it in the browser.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, CancellationToken cancellationToken)
    {
        var options = new Arguments(args, "--items", "--keep");
        var items = (int)options.Number("--items", 100_000);
        var folder = Directory.CreateTempSubdirectory("assay-benchmarks-").FullName;
        try
        {
            var workload = new Workload(items * 2, items, folder);
            workload.WriteItems();
            await using (var orchestrator = workload.Open())
                await orchestrator.RunBenchmarkAsync(workload.Definition(), cancellationToken: cancellationToken);
            Say($"{workload.Items} items, {workload.Trials} candidates");
            Console.Write(await WriteApartAsync(folder, cancellationToken));
            var page = Path.Combine(folder, "report.html");
            Say($"page: {new FileInfo(page).Length / 1e6:0.0} MB, {new FileInfo(page).Length / (double)workload.Trials:0} bytes a candidate");
            if (options.Text("--keep") is { } keep)
                File.Copy(page, keep, overwrite: true);
            await LookAsync(page);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Writes the page of a folder's store.</summary>
    public static async Task<int> WriteAsync(string folder, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        await new CliApp(new CliEnvironment(Console.Out, Console.Error, folder)).RunAsync(["report", "--store", "store"], cancellationToken);
        using var process = Process.GetCurrentProcess();
        Say($"writing: {watch.Elapsed.TotalSeconds:0.0} s, {process.TotalProcessorTime.TotalSeconds:0.0} s of processor, peak of {process.PeakWorkingSet64 / 1e6:0} MB");
        return 0;
    }

    private static async Task<string> WriteApartAsync(string folder, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(Assembly.GetExecutingAssembly().Location);
        start.ArgumentList.Add("write-report");
        start.ArgumentList.Add(folder);
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return output;
    }

    private static async Task LookAsync(string file)
    {
        if (Chromium.Find() is not { } program)
        {
            Say($"There is no Chromium here: what a browser makes of it is left out.");
            return;
        }

        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = program, Args = ["--no-sandbox", "--disable-dev-shm-usage"] });
        var (opening, filtering, searching, choosing) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var i = 0; i < Repeats; i++)
        {
            await using var context = await browser.NewContextAsync();
            var page = await context.NewPageAsync();
            page.SetDefaultTimeout(120_000);
            await page.GotoAsync(new Uri(file).AbsoluteUri);
            await page.Locator("#page[data-ready]").WaitForAsync();
            opening.Add(await page.EvaluateAsync<double>("new Promise(resolve => requestAnimationFrame(() => setTimeout(() => resolve(performance.now()))))"));
            filtering.Add(await page.EvaluateAsync<double>(Changing("document.getElementById('by-state').value = 'scored 0'; document.getElementById('by-state').dispatchEvent(new Event('change'));", "true")));
            choosing.Add(await page.EvaluateAsync<double>(Changing("document.querySelectorAll('.row')[5].click();", "document.querySelector('#detail h3')")));
            searching.Add(await page.EvaluateAsync<double>(Changing("document.getElementById('by-search').value = 'deals nothing of the kind'; document.getElementById('by-search').dispatchEvent(new Event('input'));", "document.getElementById('count').textContent.startsWith('0 of') && !document.getElementById('count').textContent.includes('so far')")));
        }

        Say($"opening: {Middle(opening):0} ms from the request to the first frame with everything in it");
        Say($"filtering by state: {Middle(filtering):0} ms; showing a candidate: {Middle(choosing):0} ms; searching every output and item: {Middle(searching):0} ms");
    }

    private static string Changing(string change, string done) => $$"""
        async () => {
          const began = performance.now();
          {{change}}
          while (!({{done}})) await new Promise(resolve => setTimeout(resolve, 1));
          await new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)));
          return performance.now() - began;
        }
        """;

    private static double Middle(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
