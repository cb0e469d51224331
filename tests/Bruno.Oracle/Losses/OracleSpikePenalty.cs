namespace Bruno.Oracle;

/// <summary>
/// A penalty on the spikes s [T][batch][neuron] of a layer, of the steps t &lt; length of each sequence:
/// strength / neurons * sum_n (max(0, low - r_n)^2 + max(0, r_n - high)^2) + cost / batch * sum s, with r_n = sum s_n / sum of the lengths.
/// </summary>
public sealed record OracleSpikePenalty(double Low, double High, double Strength, double Cost)
{
    /// <summary>The penalty; spikes may be any numbers.</summary>
    public double Value(double[][][] s, int[] lengths)
    {
        double sum = Valid(s, lengths).Sum(entry => s[entry.T][entry.B].Sum()) * Cost / lengths.Length;
        double[] rates = Rates(s, lengths);
        return sum + (Strength / rates.Length * rates.Sum(r => Math.Pow(Math.Max(0, Low - r), 2) + Math.Pow(Math.Max(0, r - High), 2)));
    }

    /// <summary>Its derivative with respect to every spike.</summary>
    public double[][][] Gradient(double[][][] s, int[] lengths)
    {
        double[] rates = Rates(s, lengths);
        double[][][] gradient = OracleGrid.Zeros(s.Length, lengths.Length, rates.Length);
        foreach ((int t, int b) in Valid(s, lengths))
        {
            gradient[t][b] = rates.Select(r =>
                (2 * Strength / rates.Length * (Math.Max(0, r - High) - Math.Max(0, Low - r)) / lengths.Sum()) + (Cost / lengths.Length)).ToArray();
        }

        return gradient;
    }

    private static double[] Rates(double[][][] s, int[] lengths) => Enumerable.Range(0, s[0][0].Length)
        .Select(n => Valid(s, lengths).Sum(entry => s[entry.T][entry.B][n]) / lengths.Sum()).ToArray();

    private static IEnumerable<(int T, int B)> Valid(double[][][] s, int[] lengths) =>
        from t in Enumerable.Range(0, s.Length)
        from b in Enumerable.Range(0, lengths.Length)
        where t < lengths[b]
        select (t, b);
}
