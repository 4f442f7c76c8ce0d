using System.Globalization;
using System.Text;
using Assay.Contracts;
using Assay.Identity;
using Assay.Storage;

namespace Assay.StoreCrasher;

/// <summary>Trials whose keys and contents follow from their number, so that another process can check them.</summary>
public sealed class SampleTrials
{
    private readonly IRunStore store;
    private readonly long parse;
    private readonly long metric;

    private SampleTrials(IRunStore store, long run, long plan, long model, long parse, long metric)
    {
        this.store = store;
        Run = run;
        Model = model;
        this.parse = parse;
        this.metric = metric;
        Plan = plan;
    }

    public long Run { get; }

    public long Model { get; }

    public long Plan { get; }

    public Overlay Overlay => new(parse, metric);

    public static async Task<SampleTrials> BeginAsync(IRunStore store, CancellationToken cancellationToken)
    {
        var model = await store.InternAsync("model", Digest.Of("m"), "{}", cancellationToken);
        var parse = await store.InternAsync("parse", Digest.Of("p"), "{}", cancellationToken);
        var metric = await store.InternAsync("metric", Digest.Of("s"), "{}", cancellationToken);
        var plan = await store.OpenPlanAsync(new PlanRecord(Digest.Of("plan"), "bench", "slice", 0, "{}"), cancellationToken);
        var run = await store.BeginRunAsync([plan], "{}", DateTimeOffset.UnixEpoch, cancellationToken);
        return new SampleTrials(store, run, plan, model, parse, metric);
    }

    public static Hash128 KeyOf(long number) => Digest.Of(number.ToString(CultureInfo.InvariantCulture));

    public static string TextOf(long number) =>
        string.Create(CultureInfo.InvariantCulture, $"The answer to question number {number:d9} is the letter {(char)('A' + (number % 4))}.");

    public static ItemEntry ItemOf(long number) => new(
        new Item(number.ToString(CultureInfo.InvariantCulture), number, Encoding.UTF8.GetBytes(TextOf(number))),
        storePayload: false);

    /// <summary>Appends a trial's generation, place and score.</summary>
    /// <param name="number">Which trial.</param>
    /// <param name="item">Its item.</param>
    /// <param name="committed">Called when the score is committed.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    public async ValueTask AppendAsync(long number, ItemEntry item, Action<StoreEntry>? committed, CancellationToken cancellationToken)
    {
        var generation = new GenerationEntry
        {
            RunId = Run,
            Key = KeyOf(number),
            ModelId = Model,
            Seed = number * 7919 * 1_000_003,
            Output = TextOf(number),
            Started = DateTimeOffset.UnixEpoch.AddMilliseconds(1_700_000_000_000 + number),
            Duration = TimeSpan.FromMicroseconds(250),
        };
        await store.AppendAsync(generation, cancellationToken);
        await store.AppendAsync(new PlanItemEntry { PlanId = Plan, Ordinal = number, Generation = new(generation), Item = item }, cancellationToken);
        await store.AppendAsync(
            new ScoreEntry
            {
                RunId = Run,
                Generation = new(generation),
                Item = item,
                Transforms = [new TransformRecord(parse, true, "A", TimeSpan.FromMicroseconds(3))],
                Evaluations = [new EvaluationRecord(parse, metric, number % 4 == 0 ? 1 : 0, null, null, TimeSpan.FromMicroseconds(2))],
                Committed = committed,
            },
            cancellationToken);
    }
}
