using Assay.Errors;
using Assay.Results;

namespace Assay.Tests.Results;

public sealed class LeaderboardTests : IAsyncDisposable
{
    private readonly Runs runs = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => runs.DisposeAsync();

    [Fact]
    public async Task A_lead_that_may_be_chance_is_told_as_a_tie()
    {
        var result = await runs.RunAsync(Board(("good", 12), ("close", 11), ("bad", 2)));

        var board = await result.LeaderboardAsync("em", null, Token);

        Assert.Equal([("good", 1, LeaderTie.Leader), ("close", 2, LeaderTie.TiedByTest), ("bad", 3, LeaderTie.Behind)], board.Rows.Select(static row => (row.Keys[0], row.Rank!.Value, row.Tie)));
        Assert.Equal((12, -1.0 / 12), (board.Rows[1].PairsWithLeader, board.Rows[1].DeltaToLeader));
        Assert.Equal(GroupKind.Model, Assert.Single(board.Keys).Kind);
    }

    [Fact]
    public async Task The_least_leads_where_less_is_better()
    {
        var result = await runs.RunAsync(Board(("good", 12), ("bad", 2)), higherIsBetter: false);

        var board = await result.LeaderboardAsync("em", null, Token);

        Assert.False(board.HigherIsBetter);
        Assert.Equal(["bad", "good"], board.Rows.Select(static row => row.Keys[0]));
    }

    [Fact]
    public async Task Equal_means_share_a_rank_and_models_without_scores_have_none()
    {
        var result = await runs.RunAsync([.. Board(("b", 6), ("a", 6), ("c", 3)), .. Board(("none", 12)).Select(static trial => trial with { IsAnswered = false })]);

        var board = await result.LeaderboardAsync("em", null, Token);

        Assert.Equal([("a", 1), ("b", 1), ("c", 3), ("none", null)], board.Rows.Select(static row => (row.Keys[0], row.Rank)));
        Assert.Equal((LeaderTie.Unknown, 12), (board.Rows[3].Tie, board.Rows[3].Figures.Failed));
    }

    [Fact]
    public async Task Without_common_items_intervals_decide()
    {
        var result = await runs.RunAsync([.. Board(("a", 12)), .. Board(("b", 11)).Select(static trial => trial with { IsAnswered = trial.Item is "i00" or "i01" })]);
        var half = await runs.RunAsync(
        [
            .. Enumerable.Range(0, 12).Select(static i => ScoredTrial.Of("a", $"i{i:d2}", 1) with { IsAnswered = i < 6 }),
            .. Enumerable.Range(0, 12).Select(static i => ScoredTrial.Of("b", $"i{i:d2}", i == 6 ? 0 : 1) with { IsAnswered = i >= 6 }),
            .. Enumerable.Range(0, 12).Select(static i => ScoredTrial.Of("c", $"i{i:d2}", 0) with { IsAnswered = i >= 6 }),
        ]);

        var board = await half.LeaderboardAsync("em", null, Token);

        Assert.Equal([LeaderTie.Leader, LeaderTie.TiedByOverlap, LeaderTie.Behind], board.Rows.Select(static row => row.Tie));
        Assert.Equal(LeaderTie.TiedByTest, (await result.LeaderboardAsync("em", null, Token)).Rows[1].Tie);
    }

    [Fact]
    public async Task An_unknown_metric_is_an_error()
    {
        var result = await runs.RunAsync(Board(("a", 1)));

        Assert.Equal(ErrorCode.ComparisonInvalid, (await Assert.ThrowsAsync<AssayException>(() => result.LeaderboardAsync("f1", null, Token))).Code);
    }

    /// <summary>Models over the same twelve items, each with its first so many right.</summary>
    private static ScoredTrial[] Board(params (string Model, int Right)[] models) =>
        [.. models.SelectMany(static model => Enumerable.Range(0, 12).Select(i => ScoredTrial.Of(model.Model, $"i{i:d2}", i < model.Right ? 1 : 0)))];
}
