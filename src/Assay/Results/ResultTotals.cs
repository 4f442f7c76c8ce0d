namespace Assay.Results;

/// <summary>How many trials and candidates a result has, and how they stand.</summary>
/// <param name="Trials">How many trials are planned: candidates of one trial differ in their sample alone.</param>
/// <param name="Candidates">How many candidates are planned; the next three add up to it.</param>
/// <param name="Completed">How many are done, see <see cref="ResultStatus.Completed"/>.</param>
/// <param name="Failed">How many failed, see <see cref="ResultStatus.Failed"/>.</param>
/// <param name="Missing">How many wait, see <see cref="ResultStatus.Missing"/>.</param>
/// <param name="Unparsed">How many of the completed ones have an answer that a parse could not read.</param>
public sealed record ResultTotals(long Trials, long Candidates, long Completed, long Failed, long Missing, long Unparsed);
