using Assay.Errors;
using Assay.Identity;
using Assay.Planning;
using Assay.Storage.Manifests;

namespace Assay.Storage.Sqlite;

/// <summary>Turns rows into work items.</summary>
/// <param name="reader">The connection.</param>
/// <param name="selection">What the rows are about.</param>
internal sealed class WorkItemReader(StoreReader reader, WorkSelection selection)
{
    /// <summary>Binds what a statement of <see cref="WorkItemSql"/> needs.</summary>
    public SqliteStatement Bind(SqliteStatement statement, DateTimeOffset now, WorkStatus? status) => statement
        .Bind(1, selection.Plan)
        .Bind(2, now.ToUnixTimeMilliseconds())
        .Bind(3, selection.Parse)
        .Bind(4, selection.Metric)
        .Bind(5, status is { } wanted ? (long)wanted : null);

    /// <summary>The work item of the row on which the statement stands.</summary>
    public WorkItem Read(SqliteStatement row)
    {
        var ordinal = row.Long(0);
        var status = (WorkStatus)row.Long(5);
        var isGeneration = selection.Stage == WorkStage.Generation;
        var code = row.NullableText(14);
        var item = new WorkItem(WorkIdentity.Of(selection, ordinal), selection.Stage, status, selection.Plan, ordinal, KeyOf(row), row.Text(2))
        {
            ItemRow = row.Long(3),
            GenerationId = row.Long(4),
            ParseId = selection.Parse,
            MetricId = selection.Metric,
            Attempts = (int)(isGeneration ? Math.Max(row.Long(13), row.Long(9)) : row.Long(13)),
            LeaseOwner = isGeneration && status == WorkStatus.Running ? row.NullableText(6) : null,
            LeaseExpires = isGeneration && status == WorkStatus.Running && !row.IsNull(7) ? row.Time(7) : null,
            ExternalJobId = isGeneration ? row.NullableText(8) : null,
            LastErrorCode = code is null ? null : new ErrorCode(code),
            LastError = code is null ? null : row.IsNull(16) ? row.NullableText(15) : reader.Payloads.Text(row, 16, 17, 18, 19),
        };
        if (row.IsNull(10))
            return item;
        var (at, duration) = (row.Time(11), row.Duration(12));
        return item with
        {
            // A generation's event says when it began, the others' when they were written.
            Started = isGeneration ? at : at - duration,
            Ended = isGeneration ? at + duration : at,
            ArtifactRefs = RefsOf(row),
        };
    }

    private static string[] RefsOf(SqliteStatement row)
    {
        var seq = FormattableString.Invariant($"event:{row.Long(10)}");
        return row.IsNull(19) ? [seq] : [seq, $"blob:{row.Hash(19)}"];
    }

    private Hash128 KeyOf(SqliteStatement row)
    {
        var key = row.Hash(1);
        if (selection.Parse != 0)
            key = TrialIdentity.OfTransform(key, selection.ParseKey);
        return selection.Stage == WorkStage.Evaluation ? TrialIdentity.OfEvaluation(key, selection.MetricKey, row.Hash(20)) : key;
    }
}
