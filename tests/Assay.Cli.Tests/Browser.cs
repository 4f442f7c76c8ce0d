using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Assay.Cli.Tests;

/// <summary>A real browser, without a window: the Chromium that is installed. Tests that need it skip where there is none.</summary>
public sealed class Browser : IAsyncLifetime
{
    private IPlaywright? playwright;
    private IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        if (Chromium.Find() is not { } program)
            return;
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = program, Args = ["--no-sandbox", "--disable-dev-shm-usage"], Timeout = 120_000 });
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
    }

    /// <summary>Opens a page, notes what it asks for and what goes wrong, and waits until it is drawn.</summary>
    internal async Task<OpenedPage> OpenAsync(string file, ColorScheme scheme = ColorScheme.Light, int width = 1280, int height = 900)
    {
        Assert.SkipWhen(browser is null, "There is no Chromium here; install the package chromium.");
        var context = await browser.NewContextAsync(new BrowserNewContextOptions { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce, ViewportSize = new ViewportSize { Width = width, Height = height } });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(30_000);
        SetDefaultExpectTimeout(30_000);
        var opened = new OpenedPage(context, page);
        await page.AddInitScriptAsync("window.violations = []; document.addEventListener('securitypolicyviolation', event => window.violations.push(event.violatedDirective + ' ' + event.blockedURI));");
        await page.GotoAsync(new Uri(file).AbsoluteUri);
        await page.Locator("#page[data-ready]").WaitForAsync();
        return opened;
    }
}
