using Assay.Contracts;
using Assay.Specs;

namespace Assay;

/// <summary>A slice's items as the user declares them: a file or a sequence of typed values.</summary>
/// <typeparam name="T">The item's type: a record, a class, or <see cref="System.Text.Json.JsonElement"/>.</typeparam>
public abstract class Dataset<T>
{
    private protected Dataset(DatasetSpec spec) => Spec = spec;

    /// <summary>The data set's kind and path.</summary>
    public DatasetSpec Spec { get; }

    /// <summary>Joins the data with the item's id member.</summary>
    /// <param name="id">Gives an item's id; null where the type has no id member, then ids are derived from the content.</param>
    public abstract IDatasetSource Bind(Func<T, string?>? id);
}
