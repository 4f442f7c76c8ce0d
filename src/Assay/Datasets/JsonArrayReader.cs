using System.Runtime.CompilerServices;

namespace Assay.Datasets;

/// <summary>Splits a file with one JSON array of objects, holding one element at a time.</summary>
internal sealed class JsonArrayReader : IRecordReader
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<RawRecord> ReadAsync(DataFile file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var stream = file.Open();
        var splitter = new JsonArraySplitter(file);
        while (true)
        {
            var step = splitter.Next(out var record);
            if (step == JsonArrayStep.Ended)
                yield break;
            if (step == JsonArrayStep.Record)
                yield return record;
            else
                splitter.Filled(await stream.ReadAsync(splitter.Room(), cancellationToken).ConfigureAwait(false));
        }
    }
}
