namespace Assay.Statistics;

/// <summary>
/// Draws of a binomial number: by inversion where few successes are expected, else by transformed rejection with squeeze
/// (Hörmann 1993, "The generation of binomial random variates", JSCS 46, algorithm BTRS).
/// </summary>
internal static class BinomialDraw
{
    private const double FewExpected = 10;

    /// <summary>How many of independent trials succeed.</summary>
    /// <param name="random">Where the draws come from.</param>
    /// <param name="trials">How many trials, at least 0.</param>
    /// <param name="probability">Each one's probability of success, from 0 to 1.</param>
    public static long Next(StableRandom random, long trials, double probability)
    {
        if (trials == 0 || probability <= 0)
            return 0;
        if (probability >= 1)
            return trials;
        if (probability > 0.5)
            return trials - Next(random, trials, 1 - probability);
        return trials * probability < FewExpected ? Invert(random, trials, probability) : Reject(random, trials, probability);
    }

    private static long Invert(StableRandom random, long trials, double probability)
    {
        var odds = probability / (1 - probability);
        var factor = (trials + 1) * odds;
        var mass = Math.Exp(trials * Math.Log(1 - probability));
        var left = random.NextDouble();
        long successes = 0;
        while (left > mass && successes < trials)
        {
            left -= mass;
            successes++;
            mass *= (factor / successes) - odds;
        }

        return successes;
    }

    private static long Reject(StableRandom random, long trials, double probability)
    {
        var spread = Math.Sqrt(trials * probability * (1 - probability));
        var b = 1.15 + (2.53 * spread);
        var a = -0.0873 + (0.0248 * b) + (0.01 * probability);
        var c = (trials * probability) + 0.5;
        var squeeze = 0.92 - (4.2 / b);
        var alpha = (2.83 + (5.1 / b)) * spread;
        var odds = Math.Log(probability / (1 - probability));
        var mode = Math.Floor((trials + 1) * probability);
        var height = LogFactorial(mode) + LogFactorial(trials - mode);
        while (true)
        {
            var u = random.NextDouble() - 0.5;
            var v = random.NextDouble();
            var us = 0.5 - Math.Abs(u);
            var successes = Math.Floor((((2 * a) / us) + b) * u + c);
            if (us >= 0.07 && v <= squeeze)
                return (long)successes;
            if (successes < 0 || successes > trials)
                continue;
            v = Math.Log(v * alpha / ((a / (us * us)) + b));
            if (v <= height - LogFactorial(successes) - LogFactorial(trials - successes) + ((successes - mode) * odds))
                return (long)successes;
        }
    }

    private static double LogFactorial(double number) => MathNet.Numerics.SpecialFunctions.GammaLn(number + 1);
}
