using System.Text.Json;
using Assay.Contracts;
using Assay.Errors;
using Assay.Specs;

namespace Assay.Datasets;

/// <summary>
/// Reads the files that specs name as untyped items (<see cref="JsonElement"/>): JSON Lines, a JSON array, or
/// comma-separated values, whose fields are all texts. An item's id is its <c>item_id</c> or <c>id</c> field, else it
/// derives from its content. Files are read as a stream and from their start each time, so nothing of a query is pushed down.
/// </summary>
public sealed class FileDatasetProvider : IDatasetProvider
{
    /// <inheritdoc/>
    /// <exception cref="DatasetException">The data set is no file: <see cref="ErrorCode.DatasetNotFound"/>. What is wrong with a file is thrown when it is read.</exception>
    public ValueTask<DatasetScan> ScanAsync(DatasetScope scope, DatasetQuery query, CancellationToken cancellationToken)
    {
        var type = DatasetJson.Default.JsonElement;
        IRecordReader reader = scope.Dataset.Kind switch
        {
            DatasetKind.Jsonl => new JsonlReader(),
            DatasetKind.Json => new JsonArrayReader(),
            DatasetKind.Csv => new CsvRecordReader(type),
            _ => throw new DatasetException(new Problem(
                ErrorCode.DatasetNotFound,
                $"The items of '{scope.TaskId}' come from code, and there is none here; give the definition a data set under this id, give the orchestrator a provider, or name a file.")),
        };
        var source = new FileDataset<JsonElement>(scope.Dataset, reader, type).Bind(null);
        return ValueTask.FromResult(new DatasetScan(source.ReadAsync(scope.ProjectDirectory, cancellationToken), query));
    }
}
