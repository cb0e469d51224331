namespace Bruno.Gpu.Synapses;

/// <summary>How far conductances that were read are from those of a run.</summary>
/// <param name="Layer">The layer's name.</param>
/// <param name="Weights">How many weights the run has there.</param>
/// <param name="OtherLevels">Weights with another level.</param>
/// <param name="LargestWeightDeviation">The largest difference of a weight, as a share of its w_max; none where nothing can be compared.</param>
/// <param name="LargestConductanceDeviation">The largest difference of a conductance, as a share of the run's largest.</param>
/// <param name="Problem">Why the matrix cannot be compared, or none.</param>
internal sealed record ConductanceComparison(
    string Layer, int Weights, int OtherLevels, double? LargestWeightDeviation, double? LargestConductanceDeviation, string? Problem)
{
    /// <summary>
    /// Rounding of (G+ - G-) is a share of the conductances, so that of a weight is one of w_max, however small the weight.
    /// </summary>
    public const double Tolerance = 1e-12;

    /// <summary>Whether the weights are those of the run: levels exactly, numbers to <see cref="Tolerance"/>.</summary>
    public bool Passed => Problem is null && OtherLevels == 0 && LargestWeightDeviation <= Tolerance && LargestConductanceDeviation <= Tolerance;

    /// <summary>Compares a file with a run: a result a matrix of either.</summary>
    public static IReadOnlyList<ConductanceComparison> Of(IReadOnlyList<ConductanceMatrix> read, IReadOnlyList<ConductanceMatrix> expected) =>
    [
        .. expected.Select(matrix => Compare(read.FirstOrDefault(candidate => candidate.Layer == matrix.Layer), matrix)),
        .. read.Where(matrix => expected.All(other => other.Layer != matrix.Layer))
            .Select(matrix => new ConductanceComparison(matrix.Layer, 0, 0, null, null, "the run has no such matrix")),
    ];

    private static ConductanceComparison Compare(ConductanceMatrix? read, ConductanceMatrix expected)
    {
        string? problem = read is null ? "the file has no such layer"
            : (read.Inputs, read.Outputs) != (expected.Inputs, expected.Outputs)
                ? $"the file has {read.Inputs} x {read.Outputs} weights, the run {expected.Inputs} x {expected.Outputs}"
            : read.IsPair != expected.IsPair ? "one has pairs of cells, the other reference cells"
            : null;
        int count = expected.Weights.Length;
        if (problem is not null)
            return new(expected.Layer, count, 0, null, null, problem);

        double largest = Math.Max(expected.Positive.Max(), expected.Negative.Max());
        int otherLevels = 0;
        double weight = 0, conductance = 0;
        for (int cell = 0; cell < count; ++cell)
        {
            otherLevels += read!.Levels[cell] != expected.Levels[cell] ? 1 : 0;
            weight = Math.Max(weight, Math.Abs(read.Weights[cell] - expected.Weights[cell]) / expected.Scales[cell % expected.Outputs]);
            conductance = Math.Max(conductance, Math.Abs(read.Positive[cell] - expected.Positive[cell]) / largest);
            conductance = Math.Max(conductance, Math.Abs(read.Negative[cell] - expected.Negative[cell]) / largest);
        }

        return new(expected.Layer, count, otherLevels, weight, conductance, null);
    }
}
