using Assay.Contracts;
using Assay.Errors;
using Assay.Identity;
using Assay.Specs;

namespace Assay;

/// <summary>Several judges whose verdicts become one.</summary>
public sealed class JudgePanel : IJudge
{
    private readonly ValueList<IJudge> judges;
    private readonly PanelRule rule;

    /// <summary>Makes a panel.</summary>
    /// <param name="id">The id that scores name.</param>
    /// <param name="judges">The judges, at least one; all of one scale.</param>
    /// <param name="rule">How their verdicts become one.</param>
    /// <exception cref="AssayException">There are no judges: <see cref="ErrorCode.OptionInvalid"/>.</exception>
    public JudgePanel(string id, IEnumerable<IJudge> judges, PanelRule rule = PanelRule.Majority)
    {
        Id = id;
        this.judges = ValueList.From(judges);
        this.rule = rule;
        if (this.judges.Count == 0)
            throw new AssayException(ErrorCode.OptionInvalid, $"The panel '{id}' has no judges; give it one at least.");
        var digest = new Digest("panel/1", stackalloc byte[256]);
        digest.Add((long)rule);
        foreach (var judge in this.judges)
        {
            digest.Add(judge.Id);
            digest.Add(judge.Version);
        }

        Version = $"panel/1:{digest.Finish().Short}";
    }

    /// <inheritdoc/>
    public string Id { get; }

    /// <summary>The digest of the rule and of the judges' ids and versions.</summary>
    public string Version { get; }

    /// <summary>Whether a judge's own calls cost money.</summary>
    public bool IsPaid => judges.Any(static judge => judge.IsPaid);

    /// <inheritdoc/>
    public ValueList<ModelSpec> Models => ValueList.From(judges.SelectMany(static judge => judge.Models).Distinct());

    /// <summary>As often as its judges together ask the model that they ask most often.</summary>
    public int CallsPerVerdict => Math.Max(1, judges.SelectMany(static judge => judge.Models.Select(model => (Model: model, judge.CallsPerVerdict))).GroupBy(static one => one.Model).Select(static group => group.Sum(static one => one.CallsPerVerdict)).DefaultIfEmpty(1).Max());

    /// <summary>Asks every judge.</summary>
    /// <inheritdoc/>
    /// <exception cref="JudgeException">A judge has no verdict; the calls of all of them are kept.</exception>
    public async ValueTask<JudgeVerdict> JudgeAsync(JudgeRequest request, CancellationToken cancellationToken)
    {
        var asked = judges.Select(judge => judge.JudgeAsync(request, cancellationToken).AsTask()).ToArray();
        await ((Task)Task.WhenAll(asked)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var calls = ValueList.From(asked.SelectMany(static one => one.IsCompletedSuccessfully ? one.Result.Calls : (one.Exception?.InnerException as JudgeException)?.Calls ?? []));
        foreach (var one in asked.Where(static one => !one.IsCompletedSuccessfully))
        {
            try
            {
                await one.ConfigureAwait(false);
            }
            catch (AssayException exception) when (exception is JudgeException or EngineException)
            {
                throw new JudgeException(exception.Code, exception.Problems[0].Message, exception) { Calls = calls };
            }
        }

        return Join([.. asked.Select(static one => one.Result)], calls);
    }

    private JudgeVerdict Join(JudgeVerdict[] verdicts, ValueList<JudgeCall> calls)
    {
        var mean = verdicts.Average(static verdict => verdict.Score);
        var groups = verdicts.GroupBy(static verdict => verdict.Score).OrderByDescending(static group => group.Count()).ToList();
        var isWon = rule == PanelRule.Majority && (groups.Count == 1 || groups[0].Count() > groups[1].Count());
        var explanation = string.Join(" | ", judges.Zip(verdicts).Select(static pair =>
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{pair.First.Id}: {pair.Second.Label ?? pair.Second.Score.ToString("R", System.Globalization.CultureInfo.InvariantCulture)}{(pair.Second.Explanation is { } why ? $", {why}" : "")}")));
        return new JudgeVerdict(isWon ? groups[0].Key : mean) { Label = isWon ? groups[0].First().Label : null, Explanation = explanation, Calls = calls };
    }
}
