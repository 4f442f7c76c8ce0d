using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Assay.Cli.Tests;

/// <summary>The report's page by keyboard, in light and dark, on narrow screens and for assistive technology.</summary>
public sealed class PageAccessTests(PageStore store, Browser browser) : IClassFixture<PageStore>, IClassFixture<Browser>
{
    [Fact]
    public async Task Keyboard_alone_reaches_everything_and_focus_is_always_seen()
    {
        await using var opened = await browser.OpenAsync(store.Page);
        var stops = new List<string>();

        while (stops.Count < 60 && !stops.Contains("listbox"))
        {
            await opened.Page.Keyboard.PressAsync("Tab");
            stops.Add(await opened.Page.EvaluateAsync<string>("document.activeElement.getAttribute('role') ?? document.activeElement.tagName.toLowerCase()"));
            Assert.NotEqual("none", await opened.Page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineStyle"));
        }

        Assert.Equal("a", stops[0]);
        Assert.Equal(["select", "select", "input", "listbox"], stops.TakeLast(4));
        await opened.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(opened.Detail.Locator("h3")).ToHaveTextAsync("t-01");
        await opened.Page.Keyboard.PressAsync("End");
        await Expect(opened.Detail.Locator("h3")).ToContainTextAsync("t-13");
        await opened.Page.Keyboard.PressAsync("PageUp");
        await opened.Page.Keyboard.PressAsync("Home");
        await opened.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(opened.Detail.Locator("h3")).ToHaveTextAsync("t-02");
        await opened.Page.Keyboard.PressAsync("Enter");
        await Expect(opened.Detail.Locator("h3")).ToBeFocusedAsync();
        await opened.Page.Keyboard.PressAsync("Escape");
        await Expect(opened.List).ToBeFocusedAsync();
        await opened.Page.Keyboard.PressAsync("Escape");
        await Expect(opened.Detail).ToContainTextAsync("Choose a row");
        await Expect(opened.Page.Locator(".row[aria-selected=true]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Search_leads_to_the_list_by_an_arrow_key()
    {
        await using var opened = await browser.OpenAsync(store.Page);

        await opened.Page.GetByLabel("search", new() { Exact = true }).FillAsync("t-05");
        await opened.ShowsAsync("2 of 26 candidates");
        await opened.Page.Keyboard.PressAsync("ArrowDown");
        await opened.Page.Keyboard.PressAsync("ArrowDown");

        await Expect(opened.Detail.Locator("h3")).ToHaveTextAsync("t-05");
        Assert.Equal(await opened.Page.Locator(".row[aria-selected=true]").GetAttributeAsync("id"), await opened.List.GetAttributeAsync("aria-activedescendant"));
    }

    [Theory]
    [InlineData(ColorScheme.Light, "rgb(247, 248, 250)")]
    [InlineData(ColorScheme.Dark, "rgb(16, 20, 26)")]
    public async Task Every_text_stands_out_from_its_ground(ColorScheme scheme, string ground)
    {
        await using var opened = await browser.OpenAsync(store.Page, scheme);
        await opened.ChooseAsync("t-02", "unsure");

        Assert.Equal(ground, await opened.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
        Assert.Empty(await opened.Page.EvaluateAsync<string[]>(Contrast));
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 375)]
    public async Task Axe_finds_nothing_serious(ColorScheme scheme, int width)
    {
        await using var opened = await browser.OpenAsync(store.Page, scheme, width);
        await opened.ChooseAsync("t-02", "unsure");

        var result = await opened.Page.RunAxe();

        Assert.NotEmpty(result.Passes);
        Assert.Empty(result.Violations.Where(static one => one.Impact is "serious" or "critical").Select(static one => $"{one.Id}: {one.Help}: {string.Join(' ', one.Nodes.Select(static node => node.Html))}"));
    }

    [Theory]
    [InlineData(375)]
    [InlineData(768)]
    public async Task Narrow_screens_do_not_scroll_sideways(int width)
    {
        await using var opened = await browser.OpenAsync(store.Page, width: width, height: 700);
        await opened.ChooseAsync("t-13", "unsure");

        Assert.Equal(width, await opened.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        Assert.Empty(await opened.Page.EvaluateAsync<string[]>(
            "width => [...document.querySelectorAll('main *')].filter(node => !node.closest('.wide, nav, .hidden, .list') && node.getBoundingClientRect().right > width + 1).map(node => node.tagName + '.' + node.className)", width));
    }

    /// <summary>Texts of less contrast than 4.5 to 1 (WCAG 2.2, 1.4.3), or 3 to 1 where they are large.</summary>
    private const string Contrast =
        """
        () => {
          const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
          const rgba = color => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data]; };
          const over = (top, bottom) => { const a = top[3] / 255; return [0, 1, 2].map(i => top[i] * a + bottom[i] * (1 - a)).concat(255); };
          const ground = node => { const layers = []; for (let n = node; n; n = n.parentElement) layers.push(rgba(getComputedStyle(n).backgroundColor)); return layers.reverse().reduce((below, layer) => over(layer, below), [255, 255, 255, 255]); };
          const light = color => { const [r, g, b] = color.map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
          const found = [];
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const node = walker.currentNode.parentElement;
            if (!walker.currentNode.data.trim() || node.closest('script, noscript, .hidden') || !node.checkVisibility()) continue;
            const style = getComputedStyle(node), below = ground(node);
            const text = over(rgba(node instanceof SVGElement ? style.fill : style.color), below);
            const [a, b] = [light(text), light(below)].sort((x, y) => y - x);
            const ratio = (a + 0.05) / (b + 0.05), size = parseFloat(style.fontSize);
            if (ratio < (size >= 24 || (size >= 18.66 && style.fontWeight >= 700) ? 3 : 4.5)) found.push(`${ratio.toFixed(2)} ${node.tagName}.${node.className} ${walker.currentNode.data.trim().slice(0, 40)}`);
          }
          return [...new Set(found)];
        }
        """;
}
