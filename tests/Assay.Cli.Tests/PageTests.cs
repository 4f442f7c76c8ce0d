using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Assay.Cli.Tests;

/// <summary>What the report's page shows and does in a real browser.</summary>
public sealed class PageTests(PageStore store, Browser browser) : IClassFixture<PageStore>, IClassFixture<Browser>
{
    [Fact]
    public async Task Filters_narrow_the_list()
    {
        await using var opened = await browser.OpenAsync(store.Page);
        await opened.ShowsAsync("26 of 26 candidates");

        await opened.Page.GetByLabel("model", new() { Exact = true }).SelectOptionAsync("unsure");
        await opened.ShowsAsync("13 of 26 candidates");

        await opened.Page.GetByLabel("state", new() { Exact = true }).SelectOptionAsync("unreadable or unscored");
        await opened.ShowsAsync("2 of 26 candidates");
        await Expect(opened.Page.Locator(".row").First).ToContainTextAsync("t-03");

        await opened.Page.GetByLabel("state", new() { Exact = true }).SelectOptionAsync("scored 0");
        await opened.ShowsAsync("2 of 26 candidates");

        await opened.Page.GetByLabel("model", new() { Exact = true }).SelectOptionAsync("");
        await opened.Page.GetByLabel("state", new() { Exact = true }).SelectOptionAsync("models differ");
        await opened.ShowsAsync("8 of 26 candidates");
    }

    [Fact]
    public async Task Chosen_row_stays_chosen_while_filters_leave_it()
    {
        await using var opened = await browser.OpenAsync(store.Page);
        await opened.Page.Locator(".row .id", new() { HasText = "t-04" }).First.ClickAsync();
        await Expect(opened.Detail.Locator("h3")).ToHaveTextAsync("t-04");

        await opened.Page.GetByLabel("model", new() { Exact = true }).SelectOptionAsync("sure");
        await opened.ShowsAsync("13 of 26 candidates");
        await Expect(opened.Page.Locator(".row[aria-selected=true]")).ToContainTextAsync("t-04");
        await Expect(opened.Detail.Locator("h3")).ToHaveTextAsync("t-04");

        await opened.Page.GetByLabel("model", new() { Exact = true }).SelectOptionAsync("unsure");
        await opened.ShowsAsync("13 of 26 candidates");
        await Expect(opened.Detail).ToContainTextAsync("Choose a row");
    }

    [Fact]
    public async Task Search_finds_ids_and_what_stands_in_items_and_outputs()
    {
        await using var opened = await browser.OpenAsync(store.Page);
        var search = opened.Page.GetByLabel("search", new() { Exact = true });

        await search.FillAsync("T-04");
        await opened.ShowsAsync("2 of 26 candidates");

        await search.FillAsync("this is ticket 11");
        await opened.ShowsAsync("2 of 26 candidates");

        await search.FillAsync("hard to say");
        await opened.ShowsAsync("1 of 26 candidates");

        await search.FillAsync("the end");
        await opened.ShowsAsync("1 of 26 candidates");

        await search.FillAsync("nowhere to be found");
        await opened.ShowsAsync("0 of 26 candidates");
    }

    [Fact]
    public async Task Outputs_of_two_models_are_compared_word_by_word()
    {
        await using var opened = await browser.OpenAsync(store.Page);

        await opened.ChooseAsync("t-03", "unsure");

        await Expect(opened.Page.GetByLabel("compared with")).ToHaveValueAsync("0");
        await Expect(opened.Detail.Locator("pre del")).ToHaveTextAsync("{\"label\":\"access\",\"confidence\":0.95}");
        await Expect(opened.Detail.Locator("pre ins")).ToHaveTextAsync("Hard to say.");
    }

    [Fact]
    public async Task Conversation_shows_calls_of_tools_with_arguments_and_results()
    {
        await using var opened = await browser.OpenAsync(store.Page);

        await opened.ChooseAsync("t-02", "sure");

        var turns = opened.Detail.Locator("ol.turns").First.Locator("li");
        await Expect(turns).ToHaveCountAsync(3);
        await Expect(turns.Nth(0)).ToContainTextAsync("calls find_customer");
        await Expect(turns.Nth(0).GetByLabel("arguments")).ToContainTextAsync("\"name\": \"Ada\"");
        await Expect(turns.Nth(1)).ToContainTextAsync("result of find_customer");
        await Expect(turns.Nth(1).GetByLabel("result")).ToContainTextAsync("customer 7");
        await Expect(turns.Nth(2)).ToContainTextAsync("assistant");
    }

    [Fact]
    public async Task Prompts_are_shown_as_rendered()
    {
        await using var opened = await browser.OpenAsync(store.Page);

        await opened.ChooseAsync("t-04", "sure");

        await Expect(opened.Page.GetByLabel("prompt of system")).ToHaveTextAsync("You label tickets.");
        await Expect(opened.Page.GetByLabel("prompt of user")).ToHaveTextAsync("Which team takes this?\nThis is ticket 4. {once}");
    }

    [Fact]
    public async Task Labels_are_counted_against_answers_where_a_score_agrees()
    {
        await using var opened = await browser.OpenAsync(store.Page);

        Assert.Equal(["access | 4 | 0 | 0 | 0 | 100 %", "billing | 0 | 4 | 0 | 1 | 80 %", "other | 0 | 0 | 4 | 0 | 100 %"], await opened.RowsAsync("labels and answers of sure"));
        Assert.Equal(["access | 3 | 0 | 0 | 1 | 75 %", "billing | 0 | 4 | 0 | 1 | 80 %", "other | 0 | 2 | 2 | 0 | 50 %"], await opened.RowsAsync("labels and answers of unsure"));
    }

    /// <summary>Of <c>unsure</c> 9 of 11 readable answers with 0.55 are right and two are unreadable: |9 − 11 × 0.55| / 13.</summary>
    [Fact]
    public async Task Calibration_is_the_expected_calibration_error_of_the_metric()
    {
        await using var opened = await browser.OpenAsync(store.Page);

        var captions = await opened.Page.Locator("section[aria-labelledby=calibration] figcaption").AllInnerTextsAsync();

        Assert.Equal(["sure\nexpected calibration error 0.046 over 13", "unsure\nexpected calibration error 0.227 over 13"], captions);
        await opened.Page.GetByText("as a table").Nth(1).ClickAsync();
        Assert.Equal(["0 | 0 | 2", "0.55 | 0.818 | 11"], await opened.RowsAsync("calibration of unsure"));
    }

    [Fact]
    public async Task Forest_plots_show_changes_and_differences_between_models_with_their_intervals()
    {
        await using var opened = await browser.OpenAsync(store.Page);
        var (_, compared, _) = await Tool.RunAsync(store.Folder, "compare", "last", "--json");
        var expected = System.Text.Json.Nodes.JsonNode.Parse(compared)!["comparisons"]!.AsArray().First(static row => (string)row!["metric"]! == "accuracy")!;

        var changes = await opened.RowsAsync("changes against the verified results");
        var differences = await opened.RowsAsync("differences between models");

        Assert.Equal("accuracy | tickets / mixed | unsure | 0.75 → 0.5 | | −0.25 | −0.35 to −0.15 | 0.01", changes[0]);
        Assert.StartsWith($"accuracy | tickets / mixed | unsure less sure | {expected["pairs"]} | | {Shown(expected["delta"])} | {Shown(expected["lower"])} to {Shown(expected["upper"])} |", differences[0], StringComparison.Ordinal);
        await Expect(opened.Page.GetByRole(AriaRole.Img, new() { Name = "−0.25, from −0.35 to −0.15" })).ToBeVisibleAsync();

        static string Shown(System.Text.Json.Nodes.JsonNode? value) => ((double)value!).ToString("+0.###;−0.###;0", System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>13 generations of 1,000 and 100 tokens at 2 and 10 a million; nobody named a price of the other model.</summary>
    [Fact]
    public async Task Cost_is_tokens_times_the_projects_prices()
    {
        await using var opened = await browser.OpenAsync(store.Page);

        var rows = await opened.RowsAsync("latency and cost");

        Assert.EndsWith("| 13 | 13 | 13,000 | 1,300 | 0.039 | 3", rows[0], StringComparison.Ordinal);
        Assert.EndsWith("| 13 | 13 | 13,000 | 1,300 | – | –", rows[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Distributions_count_every_score()
    {
        await using var opened = await browser.OpenAsync(store.Page);

        await Expect(opened.Page.GetByRole(AriaRole.Img, new() { Name = "accuracy of sure: 12 of 13 are 1" })).ToBeVisibleAsync();
        await Expect(opened.Page.GetByRole(AriaRole.Img, new() { Name = "length of unsure: 13 from 12 to 200" })).ToBeVisibleAsync();
    }
}
