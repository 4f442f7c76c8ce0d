using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Assay.Contracts;
using Assay.Datasets;
using Assay.Errors;
using Assay.Planning;
using Assay.Specs;

namespace Assay.Tests.Datasets;

public sealed class DatasetProviderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(DatasetKind.Jsonl, "d.jsonl", "{\"id\":\"a\",\"n\":1}\n{\"id\":\"b\",\"n\":2}\n", "1")]
    [InlineData(DatasetKind.Json, "d.json", "[{\"id\":\"a\",\"n\":1},{\"id\":\"b\",\"n\":2}]", "1")]
    [InlineData(DatasetKind.Csv, "d.csv", "id,n\na,1\nb,2\n", "\"1\"")]
    public async Task Files_that_a_spec_names_are_read_as_untyped_items(DatasetKind kind, string name, string text, string first)
    {
        var task = new TaskSpec("t", new DatasetSpec(kind) { Path = folder.Write(name, text) });

        var items = await ReadAsync(task, new FileDatasetProvider());

        Assert.Equal(["a", "b"], items.Select(static item => item.Id));
        Assert.Equal(first, ((JsonElement)items[0].Value).GetProperty("n").GetRawText());
    }

    [Fact]
    public async Task Task_whose_items_come_from_code_that_is_not_there_says_so()
    {
        var error = await FailAsync(new TaskSpec("lonely", new DatasetSpec(DatasetKind.Memory)), new FileDatasetProvider());

        Assert.Equal(ErrorCode.DatasetNotFound, error.Code);
        Assert.Contains("'lonely'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_that_a_definition_declares_come_before_the_providers()
    {
        var task = new TaskSpec("t", new DatasetSpec(DatasetKind.Memory));
        var definition = new BenchmarkDefinition
        {
            Spec = new BenchmarkSpec("b"),
            Plugins = new PluginRegistry(),
            Datasets = new Dictionary<string, IDatasetSource> { ["t"] = Dataset.From([new Question("declared", "?")]).Bind(static question => question.Id) },
            Name = "B",
        };

        var data = new TaskData(((RunSource)definition).Code, new Provider([Number("provided", 1)]), "b", folder.Path);

        Assert.Equal(["declared"], await IdsAsync(data.ReadAsync(task, Token)));
        Assert.Equal(["provided"], await IdsAsync(data.ReadAsync(task with { Id = "other" }, Token)));
    }

    [Fact]
    public async Task Provider_is_told_whose_items_are_asked_for_and_which()
    {
        var provider = new Provider([]);
        var query = new DatasetQuery { Kind = DatasetQueryKind.Subset, Count = 3 };
        var task = new TaskSpec("t", new DatasetSpec(DatasetKind.Memory)) { Query = query, Dimensions = new ValueMap<string>([KeyValuePair.Create("lang", "en")]) };

        await ReadAsync(task, provider);

        Assert.Equal(new DatasetScope("x", "t", task.Dataset, folder.Path) { Dimensions = task.Dimensions }, provider.Scope);
        Assert.Equal(query, provider.Query);
    }

    [Fact]
    public async Task Query_is_applied_as_far_as_the_provider_has_left_it()
    {
        var query = new DatasetQuery { Kind = DatasetQueryKind.Subset, Count = 2, Where = new ValueMap<string>([KeyValuePair.Create("n", "1")]) };
        var task = new TaskSpec("t", new DatasetSpec(DatasetKind.Memory)) { Query = query };
        Item[] items = [Number("a", 0), Number("b", 1), Number("c", 1), Number("d", 1)];

        var nothing = await ReadAsync(task, new Provider(items));
        var filters = await ReadAsync(task, new Provider(items[1..]) { Rest = query with { Where = ValueMap<string>.Empty } });
        var everything = await ReadAsync(task, new Provider(items) { Rest = DatasetQuery.All });

        Assert.Equal(["b", "c"], nothing.Select(static item => item.Id));
        Assert.Equal(["b", "c"], filters.Select(static item => item.Id));
        Assert.Equal(4, everything.Count);
    }

    [Fact]
    public async Task Loader_gives_all_items_and_the_query_is_applied_to_them()
    {
        var task = new TaskSpec("t", new DatasetSpec(DatasetKind.Memory)) { Query = new DatasetQuery { Kind = DatasetQueryKind.ItemIds, ItemIds = ["c", "a"] } };

        var items = await ReadAsync(task, new LoaderDatasetProvider(new Loader()));

        Assert.Equal(["a", "c"], items.Select(static item => item.Id));
    }

    [Fact]
    public async Task Two_items_of_one_id_are_refused_by_name()
    {
        var error = await FailAsync(new TaskSpec("t", new DatasetSpec(DatasetKind.Memory)), new Provider([Number("a", 1), Number("a", 2)]));

        Assert.Equal(ErrorCode.ItemIdDuplicate, error.Code);
        Assert.Contains("'a'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Provider_that_throws_fails_the_planning_by_name(bool whileReading)
    {
        var error = await FailAsync(new TaskSpec("t", new DatasetSpec(DatasetKind.Memory)), new Provider([]) { Fault = new IOException("the socket closed"), FailsWhileReading = whileReading });

        Assert.Equal(ErrorCode.DatasetUnreadable, error.Code);
        Assert.Contains("The data of 't' cannot be read: the provider threw IOException: the socket closed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reading_stops_when_it_is_cancelled()
    {
        using var stop = new CancellationTokenSource();
        var data = new TaskData(null, new LoaderDatasetProvider(new Loader { Seen = stop.Cancel }), "x", folder.Path);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => IdsAsync(data.ReadAsync(new TaskSpec("t", new DatasetSpec(DatasetKind.Memory)), stop.Token)));
    }

    [Fact]
    public async Task Items_that_cannot_be_read_are_kept_where_a_query_may_mean_them()
    {
        Item[] items = [Number("a", 1), Failed("f1"), Number("b", 2), Failed("f2"), Number("c", 1)];

        Assert.Equal(["a", "f1", "f2", "c"], await SelectAsync(items, new DatasetQuery { Where = new ValueMap<string>([KeyValuePair.Create("n", "1")]) }));
        Assert.Equal(["b", "f2"], await SelectAsync(items, new DatasetQuery { Kind = DatasetQueryKind.ItemIds, ItemIds = ["f2", "b"] }));
        Assert.Equal(["a", "f1"], await SelectAsync(items, new DatasetQuery { Kind = DatasetQueryKind.Subset, Count = 2, Fields = ["n"] }));
        Assert.Equal(["a", "f1", "b"], await SelectAsync(items, new DatasetQuery { Kind = DatasetQueryKind.Stratified, Field = "n", Count = 3 }));
    }

    [Fact]
    public void Options_that_contradict_each_other_or_are_out_of_range_are_refused_together()
    {
        var options = new OrchestratorOptions { DatasetProvider = new FileDatasetProvider(), DatasetLoader = new Loader(), ParallelCandidates = 0 };

        var error = Assert.Throws<AssayException>(() => Orchestrator.FromProjectSpec(new ProjectSpec("p"), options));

        Assert.Equal([ErrorCode.OptionInvalid, ErrorCode.OptionInvalid], error.Problems.Select(static problem => problem.Code));
    }

    private static Item Number(string id, int n)
    {
        var json = Encoding.UTF8.GetBytes($$"""{"n":{{n}}}""");
        return new Item(id, JsonElement.Parse(json), json);
    }

    private static Item Failed(string id) => Item.Failed(id, new AssayException(ErrorCode.DatasetMalformed, "torn"));

    private Task<List<Item>> ReadAsync(TaskSpec task, IDatasetProvider provider) =>
        new TaskData(null, provider, "x", folder.Path).ReadAsync(task, Token).ToListAsync(Token).AsTask();

    private async Task<DatasetException> FailAsync(TaskSpec task, IDatasetProvider provider) =>
        await Assert.ThrowsAsync<DatasetException>(() => ReadAsync(task, provider));

    private static async Task<List<string>> SelectAsync(Item[] items, DatasetQuery query) =>
        await IdsAsync(DatasetSelection.ApplyAsync(items.ToAsyncEnumerable(), query, Token));

    private static async Task<List<string>> IdsAsync(IAsyncEnumerable<Item> items) =>
        await items.Select(static item => item.Id).ToListAsync(Token);

    private sealed class Provider(Item[] items) : IDatasetProvider
    {
        public DatasetScope? Scope { get; private set; }

        public DatasetQuery? Query { get; private set; }

        public DatasetQuery? Rest { get; init; }

        public Exception? Fault { get; init; }

        public bool FailsWhileReading { get; init; }

        public async ValueTask<DatasetScan> ScanAsync(DatasetScope scope, DatasetQuery query, CancellationToken cancellationToken)
        {
            await Task.Yield();
            (Scope, Query) = (scope, query);
            return Fault is not null && !FailsWhileReading ? throw Fault : new DatasetScan(StreamAsync(), Rest ?? query);
        }

        private async IAsyncEnumerable<Item> StreamAsync()
        {
            await Task.Yield();
            foreach (var item in items)
                yield return item;
            if (Fault is not null)
                throw Fault;
        }
    }

    private sealed class Loader : IDatasetLoader
    {
        public Action? Seen { get; init; }

        public async IAsyncEnumerable<Item> LoadAsync(DatasetScope scope, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            foreach (var id in (string[])["a", "b", "c"])
            {
                await Task.Yield();
                cancellationToken.ThrowIfCancellationRequested();
                yield return Number(id, 1);
                Seen?.Invoke();
            }
        }
    }
}
