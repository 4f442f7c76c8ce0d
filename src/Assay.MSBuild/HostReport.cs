using System.Globalization;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Assay.MSBuild;

/// <summary>Turns the host's lines into the build's messages, warnings and errors, and into lines for a person.</summary>
internal sealed class HostReport(TaskLoggingHelper log, PersonChannel person, ProgressLine progress, string projectDirectory, bool beforeTests)
{
    private readonly List<string> planLines = [];
    private PlanTotals plan;

    /// <summary>Whether a problem or an outcome was reported at all.</summary>
    public bool SaidWhy { get; private set; }

    /// <summary>The newest outcome in words; empty before the first.</summary>
    public string LastOutcome { get; private set; } = "";

    /// <summary>Takes one line of the host's output.</summary>
    public void Accept(string text)
    {
        var line = HostLine.TryParse(text);
        switch (line?.Type)
        {
            case "progress":
                progress.Show(line, person);
                break;
            case "plan":
                AddPlan(line);
                break;
            case "problem":
                AddProblem(line);
                break;
            case "outcome":
                AddOutcome(line);
                break;
            case "pruned":
                person.Say($"Assay: {progress.Name}: {Sentences.Pruned(line)}");
                break;
            case "summary":
                person.Say($"Assay: {progress.Name}: {Sentences.Summary(line)}");
                break;
            default:
                log.LogMessage(MessageImportance.Normal, "{0}", text);
                break;
        }
    }

    /// <summary>Shows what could only be shown together.</summary>
    public void Finish()
    {
        person.EndLive();
        if (planLines.Count == 0)
            return;
        planLines.Add(plan.ToString());
        person.SayAll(planLines);
    }

    private void AddPlan(HostLine line)
    {
        plan = plan.Add(line);
        planLines.Add(Sentences.Plan(line));
        planLines.AddRange(line.Texts("changes").Select(static change => "Assay:   " + change));
    }

    private void AddProblem(HostLine line)
    {
        SaidWhy |= line.Text("severity") == "error";
        var (file, row, column) = Place(line);
        var message = line.Text("code") is { Length: > 0 } code ? $"{code}: {line.Text("message")}" : line.Text("message");
        if (beforeTests || line.Text("severity") != "error")
            log.LogWarning(null, TaskCodes.Problem, null, file, row, column, 0, 0, "{0}", message);
        else
            log.LogError(null, TaskCodes.Problem, null, file, row, column, 0, 0, "{0}", message);
    }

    private void AddOutcome(HostLine line)
    {
        SaidWhy = true;
        LastOutcome = Sentences.Outcome(line);
        var (file, row, column) = Place(line);
        if (beforeTests)
            log.LogMessage(MessageImportance.Low, "Assay: {0}", LastOutcome);
        else if (line.Text("verdict") == "failed")
            log.LogError(null, TaskCodes.FailedOutcome, null, file, row, column, 0, 0, "{0}", LastOutcome);
        else if (line.Text("verdict") is "skipped" or "inconclusive")
            log.LogWarning(null, TaskCodes.OpenOutcome, null, file, row, column, 0, 0, "{0}", LastOutcome);
        else
            person.Say($"Assay: {LastOutcome}");
    }

    private (string? File, int Line, int Column) Place(HostLine line)
    {
        var file = line.Text("file");
        var number = line.Number("line").ToString(CultureInfo.InvariantCulture);
        return file.Length == 0
            ? (null, 0, 0)
            : (Path.GetFullPath(Path.Combine(projectDirectory, file)), int.Parse(number, CultureInfo.InvariantCulture), (int)line.Number("column"));
    }
}
