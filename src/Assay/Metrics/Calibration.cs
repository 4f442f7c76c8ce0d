using System.Globalization;

namespace Assay.Metrics;

/// <summary>Answers by how sure they are, in bins of equal width.</summary>
internal sealed class Calibration
{
    private readonly (long Count, long Right, double Confidence)[] bins;

    /// <exception cref="ArgumentException">There is no bin.</exception>
    public Calibration(int bins) =>
        this.bins = bins > 0 ? new (long, long, double)[bins] : throw new ArgumentException("A calibration error needs one bin at least.", nameof(bins));

    /// <summary>Adds an answer.</summary>
    /// <exception cref="ArgumentException">The confidence is outside 0 to 1.</exception>
    public void Add(double confidence, bool isRight)
    {
        if (!(confidence is >= 0 and <= 1))
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A confidence is from 0 to 1, and {confidence} is not."), nameof(confidence));
        ref var bin = ref bins[Math.Clamp((int)Math.Ceiling(confidence * bins.Length) - 1, 0, bins.Length - 1)];
        bin = (bin.Count + 1, bin.Right + (isRight ? 1 : 0), bin.Confidence + confidence);
    }

    /// <summary>The expected calibration error.</summary>
    /// <exception cref="ArgumentException">There is no answer.</exception>
    public double Error()
    {
        var count = bins.Sum(static bin => bin.Count);
        return count > 0
            ? bins.Sum(static bin => Math.Abs(bin.Right - bin.Confidence)) / count
            : throw new ArgumentException("A calibration error needs one answer at least.");
    }
}
