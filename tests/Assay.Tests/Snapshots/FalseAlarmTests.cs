using System.Globalization;
using Assay.Results;
using Assay.Snapshots;
using Assay.Specs;
using Assay.Statistics;

namespace Assay.Tests.Snapshots;

/// <summary>
/// How often gates cry wolf, and how often they see it: a thousand simulated runs each. A model answers each of 200 items right with a chance of its own; a run
/// that changes nothing draws the answers anew. What got worse answers every item right less often, or breaks some items for good.
/// </summary>
public sealed class FalseAlarmTests(ITestOutputHelper output)
{
    private const int Runs = 1_000;
    private const int Items = 200;
    private const double StatedDrop = 0.12;

    public static TheoryData<string, int, int> Gates => new()
    {
        { "one comparison", 1, 0 },
        { "six comparisons of one run", 6, 0 },
        { "one comparison, confirmed by 5 samples", 1, 5 },
        { "six comparisons of one run, confirmed by 5 samples", 6, 5 },
    };

    [Theory]
    [MemberData(nameof(Gates))]
    public void Noise_raises_the_alarm_in_at_most_5_per_cent_of_runs(string name, int models, int confirm)
    {
        var alarms = Enumerable.Range(0, Runs).Count(run => Alarm(new StableRandom((ulong)run), models, confirm, drop: 0));
        var interval = ProportionInterval.ClopperPearson(alarms, Runs);

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {alarms} alarms of {Runs}, {interval.Lower:P1} to {interval.Upper:P1}"));
        Assert.True(alarms <= 0.05 * Runs, $"{alarms} alarms");
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(0, true)]
    [InlineData(5, true)]
    public void A_drop_of_12_points_is_seen_in_at_least_80_per_cent_of_runs(int confirm, bool breaksItems)
    {
        var alarms = Enumerable.Range(0, Runs).Count(run => Alarm(new StableRandom((ulong)run), models: 1, confirm, breaksItems ? -StatedDrop : StatedDrop));
        var interval = ProportionInterval.ClopperPearson(alarms, Runs);

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"confirm {confirm}, {(breaksItems ? "some items broken" : "all items less often right")}: {alarms} of {Runs} seen, {interval.Lower:P1} to {interval.Upper:P1}"));
        Assert.True(alarms >= 0.8 * Runs, $"{alarms} seen");
    }

    private static bool Alarm(StableRandom random, int models, int confirm, double drop)
    {
        var benchmark = Triage.Benchmark with { Gates = [new GateSpec("accuracy", GatePolicy.Significance) { MinEffect = 0.02, Confirm = confirm }] };
        var chances = new double[models][];
        for (var model = 0; model < models; model++)
        {
            chances[model] = new double[Items];
            for (var item = 0; item < Items; item++)
                chances[model][item] = Uniform(random) < 0.75 ? 0.95 : 0.3;
        }

        var before = Draw(chances, random, 0);
        if (drop < 0)
        {
            // Broken items lose what they had, 0.7875 on average, so that as many of them make the drop.
            for (var item = 0; item < Items; item++)
                chances[0][item] *= Uniform(random) < -drop / 0.7875 ? 0 : 1;
        }

        drop = Math.Max(0, drop);
        var result = new SliceResult(benchmark, "billing", Draw(chances, random, drop));
        var verdict = Gate.Compare(result, before);
        if (confirm > 0 && Gate.ToConfirm(verdict) is { Count: > 0 } wanted)
            verdict = Gate.Compare(result with { Resampled = [.. wanted.SelectMany(request => Again(request, chances, random, drop))] }, before);
        return verdict.Fails;
    }

    private static IEnumerable<ItemScore> Again(ResampleRequest request, double[][] chances, StableRandom random, double drop)
    {
        var model = int.Parse(request.Variant.Model[1..], CultureInfo.InvariantCulture);
        foreach (var id in request.ItemIds)
        {
            var item = int.Parse(id[2..], CultureInfo.InvariantCulture);
            yield return new ItemScore("billing", id, request.Variant.Model, "", "", "accuracy", [.. Enumerable.Range(0, request.Samples).Select(_ => new SampleScore(Answer(chances[model][item], random, drop)))]);
        }
    }

    private static ItemScore[] Draw(double[][] chances, StableRandom random, double drop) =>
        [.. Enumerable.Range(0, chances.Length).SelectMany(model => Triage.Items(Items, item => Answer(chances[model][item], random, drop), model: $"m{model}"))];

    private static double Answer(double chance, StableRandom random, double drop) => Uniform(random) < Math.Max(0, chance - drop) ? 1 : 0;

    private static double Uniform(StableRandom random) => (random.NextUInt64() >> 11) * (1.0 / (1UL << 53));
}
