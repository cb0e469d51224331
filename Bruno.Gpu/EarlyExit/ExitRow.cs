namespace Bruno.Gpu.EarlyExit;

/// <summary>One row of early-exit.csv: what comes of stopping at a confidence. The columns are these properties, in this order.</summary>
internal sealed record ExitRow
{
    /// <summary>The confidence at which a sample ends; none where every sample runs to its end.</summary>
    public required double? Threshold { get; init; }

    /// <summary>The share of samples classified correctly.</summary>
    public required double Accuracy { get; init; }

    /// <summary>Mean steps until the decision.</summary>
    public required double LatencySteps { get; init; }

    /// <summary>Median steps until the decision.</summary>
    public required double MedianLatencySteps { get; init; }

    /// <summary>Mean time until the decision, s.</summary>
    public required double LatencySeconds { get; init; }

    /// <summary>Median time until the decision, s.</summary>
    public required double MedianLatencySeconds { get; init; }

    /// <summary>The share of samples that reached the confidence.</summary>
    public required double Confident { get; init; }

    /// <summary>Synaptic operations of a sample until the decision.</summary>
    public required double SynapticOperations { get; init; }

    /// <summary>An estimate of the energy of a sample until the decision, J; none where no figures are known.</summary>
    public required double? EnergyJoules { get; init; }

    /// <summary>How many samples.</summary>
    public required int Samples { get; init; }

    /// <summary>What comes of stopping all samples at a confidence.</summary>
    /// <param name="traces">The samples.</param>
    /// <param name="threshold">The confidence; none for running to the end.</param>
    /// <param name="temperature">What logits are divided by.</param>
    /// <param name="stepSeconds">The length of a step of the traces, s.</param>
    /// <param name="stepsOfStep">How many steps of the traces an outer step has.</param>
    internal static ExitRow Of(IReadOnlyList<SampleTrace> traces, double? threshold, double temperature, double stepSeconds, int stepsOfStep)
    {
        double[] steps = new double[traces.Count];
        double operations = 0, joules = 0;
        int right = 0, confident = 0;
        for (int i = 0; i < traces.Count; ++i)
        {
            SampleTrace trace = traces[i];
            bool isReached = false;
            int exit = threshold is double wanted ? trace.ExitStep(wanted, temperature, out isReached) : trace.Steps - 1;
            steps[i] = exit + 1;
            operations += trace.Operations[exit];
            joules += trace.Joules?[exit] ?? 0;
            right += trace.IsRight(exit) ? 1 : 0;
            confident += isReached ? 1 : 0;
        }

        double mean = steps.Average(), median = Median(steps);
        return new()
        {
            Threshold = threshold,
            Accuracy = (double)right / traces.Count,
            LatencySteps = mean / stepsOfStep,
            MedianLatencySteps = median / stepsOfStep,
            LatencySeconds = mean * stepSeconds,
            MedianLatencySeconds = median * stepSeconds,
            Confident = (double)confident / traces.Count,
            SynapticOperations = operations / traces.Count,
            EnergyJoules = traces.All(trace => trace.Joules is not null) ? joules / traces.Count : null,
            Samples = traces.Count,
        };
    }

    private static double Median(double[] values)
    {
        double[] ordered = [.. values.Order()];
        int middle = ordered.Length / 2;
        return ordered.Length % 2 == 1 ? ordered[middle] : (ordered[middle - 1] + ordered[middle]) / 2;
    }
}
