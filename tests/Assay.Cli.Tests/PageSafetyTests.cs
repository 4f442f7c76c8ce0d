using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Assay.Cli.Tests;

/// <summary>The report's page with hostile content.</summary>
public sealed class PageSafetyTests(PageStore store, Browser browser) : IClassFixture<PageStore>, IClassFixture<Browser>
{
    [Fact]
    public async Task Hostile_texts_stay_texts_and_nothing_is_asked_of_a_network()
    {
        await using var opened = await browser.OpenAsync(store.Page);
        await opened.ChooseAsync("t-13", "sure");
        foreach (var summary in await opened.Page.Locator("summary").AllAsync())
            await summary.ClickAsync();

        Assert.Equal([new Uri(store.Page).AbsoluteUri], opened.Requests);
        Assert.Empty(opened.Complaints);
        Assert.Empty(await opened.Page.EvaluateAsync<string[]>("window.violations"));
        Assert.False(await opened.Page.EvaluateAsync<bool>("'owned' in window"));
        Assert.Equal("Evaluations", await opened.Page.TitleAsync());
        Assert.Equal(0, await opened.Page.Locator("img, iframe, object, embed, a:not([href^='#']), svg[onload], [onclick], [onerror]").CountAsync());
        await Expect(opened.Page.GetByLabel("output", new() { Exact = true })).ToContainTextAsync("</script><script>window.owned=1</script><img src=x");
    }

    [Fact]
    public async Task Policy_of_the_page_forbids_what_it_does_not_need()
    {
        await using var opened = await browser.OpenAsync(store.Page);

        var policy = await opened.Page.Locator("meta[http-equiv=Content-Security-Policy]").GetAttributeAsync("content");
        var ran = await opened.Page.EvaluateAsync<bool>(
            """
            async () => {
              const script = document.createElement('script');
              script.textContent = 'window.injected = 1';
              document.body.append(script);
              const image = new Image();
              image.src = 'http://127.0.0.1:9/x.png';
              await new Promise(resolve => { image.onload = image.onerror = resolve; });
              return 'injected' in window;
            }
            """);

        Assert.Matches("^default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'$", policy);
        Assert.False(ran);
        Assert.Equal(["script-src-elem inline", "img-src http://127.0.0.1:9/x.png"], await opened.Page.EvaluateAsync<string[]>("window.violations"));
    }

    [Fact]
    public async Task Characters_that_steer_the_display_are_shown_by_their_codes()
    {
        await using var opened = await browser.OpenAsync(store.Page);

        await opened.ChooseAsync("t-13", "sure");

        var output = opened.Page.GetByLabel("output", new() { Exact = true });
        await Expect(output).ToContainTextAsync("U+202EgnolU+202C U+2066U+0007 👩‍👩‍👧");
        Assert.False(await opened.Page.EvaluateAsync<bool>("/[\\u202a-\\u202e\\u2066-\\u2069\\u0007]/.test(document.body.innerText)"));
        Assert.Equal("isolate", await output.EvaluateAsync<string>("node => getComputedStyle(node).unicodeBidi"));
    }

    [Fact]
    public async Task Output_of_a_megabyte_is_cut_and_shown_whole_when_asked()
    {
        await using var opened = await browser.OpenAsync(store.Page);

        await opened.ChooseAsync("t-13", "unsure");
        var output = opened.Page.GetByLabel("output", new() { Exact = true });
        var cut = (await output.TextContentAsync())!.Length;
        await opened.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("Show all 1,000,\\d{3} characters") }).First.ClickAsync();

        Assert.InRange(cut, 20_000, 20_100);
        Assert.EndsWith("xthe end", await output.TextContentAsync(), StringComparison.Ordinal);
        Assert.InRange((await output.BoundingBoxAsync())!.Height, 1, 400);
    }

    /// <summary>What stands in the file cannot end the data that holds it: of all models' texts nothing is readable there.</summary>
    [Fact]
    public async Task Data_of_the_page_is_spelled_in_base64_alone()
    {
        var page = await File.ReadAllTextAsync(store.Page, TestContext.Current.CancellationToken);

        Assert.DoesNotContain("window.owned", page, StringComparison.Ordinal);
        Assert.Matches("<script type=\"text/plain\" id=\"text0\">[A-Za-z0-9+/=]+</script>", page);
    }
}
