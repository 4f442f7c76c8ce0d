using Microsoft.Playwright;

namespace Assay.Cli.Tests;

/// <summary>A page in the browser, with what it asked for and what it complained of.</summary>
internal sealed class OpenedPage : IAsyncDisposable
{
    private readonly IBrowserContext context;

    public OpenedPage(IBrowserContext context, IPage page)
    {
        this.context = context;
        Page = page;
        page.Request += (_, request) => Requests.Add(request.Url);
        page.Console += (_, message) => Complaints.Add($"{message.Type}: {message.Text}");
        page.PageError += (_, error) => Complaints.Add(error);
        page.Dialog += async (_, dialog) =>
        {
            Complaints.Add("dialog: " + dialog.Message);
            await dialog.DismissAsync();
        };
    }

    public IPage Page { get; }

    public List<string> Requests { get; } = [];

    public List<string> Complaints { get; } = [];

    public ILocator Detail => Page.Locator("#detail");

    public ILocator Status => Page.Locator("#count");

    public ILocator List => Page.GetByRole(AriaRole.Listbox);

    /// <summary>Waits until the list says how many it shows.</summary>
    public Task ShowsAsync(string count) => Assertions.Expect(Status).ToHaveTextAsync(count);

    /// <summary>Chooses the row of an item and a model, and waits until it is shown.</summary>
    public async Task ChooseAsync(string item, string model)
    {
        await Page.GetByLabel("model", new() { Exact = true }).SelectOptionAsync(model);
        await Page.GetByLabel("search", new() { Exact = true }).FillAsync(item);
        await ShowsAsync("1 of 26 candidates");
        await Page.Locator(".row .id", new() { HasText = item }).First.ClickAsync();
        await Assertions.Expect(Detail.Locator("h3")).ToContainTextAsync(item);
    }

    /// <summary>The text of each row of the table with a name, cell by cell.</summary>
    public async Task<IReadOnlyList<string>> RowsAsync(string table) =>
        await Page.GetByRole(AriaRole.Table, new() { Name = table, Exact = true }).Locator("tbody tr").EvaluateAllAsync<string[]>("rows => rows.map(row => [...row.cells].map(cell => cell.innerText.trim().replace(/\\s+/g, ' ')).join(' | ').replaceAll(' |  |', ' | |'))");

    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}
