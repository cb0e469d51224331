using Bruno.Gpu.Formats;

namespace Bruno.Gpu.Nir;

/// <summary>Coefficients as nodes of neurons: <see cref="NirNeurons"/> the other way round.</summary>
internal static class NirNodeOfNeurons
{
    /// <summary>The node, or why there is none.</summary>
    /// <param name="coefficients">a, g, b, k, d, c, threshold and v_reset, of each neuron.</param>
    /// <param name="spiking">Whether the neurons fire.</param>
    /// <param name="timing">The step and the discretisation.</param>
    public static (NirNode? Node, string? Reason) Of(double[][] coefficients, bool spiking, NirTiming timing)
    {
        double[] a = coefficients[0], g = coefficients[1], b = coefficients[2], k = coefficients[3], d = coefficients[4], c = coefficients[5];
        double dt = timing.StepSeconds;
        bool isExponential = timing.Discretisation == NirDiscretisation.Exponential;
        bool hasNoSynapse = All(a, 0) && All(d, 0);
        if (hasNoSynapse && All(b, 0) && All(k, 1) && All(c, 0) && (!spiking || All(g, 1)))
            return Checked(spiking ? new NirNode("Threshold").With("threshold", coefficients[6]) : new NirNode("Scale").With("scale", g), coefficients, timing);
        if (hasNoSynapse && All(g, 1) && All(b, 1) && All(c, 0))
            return Checked(Firing(new NirNode(spiking ? "IF" : "I").With("r", Each(k, (value, _) => value / dt)), coefficients, spiking), coefficients, timing);
        if (Array.Exists(b, value => value is >= 1 or < -1 || (isExponential && value <= 0)))
            return (null, $"a potential_decay is not {(isExponential ? "between 0 and 1" : "at least -1 and below 1")}, so that no time constant makes it");
        if (!isExponential && !All(d, 0))
            return (null, "a direct_gain has no counterpart in forward Euler: give --discretisation exponential");
        double[] leak = Each(c, (value, n) => value / (1 - b[n]));
        double[] membrane = Each(b, (value, _) => isExponential ? -dt / Math.Log(value) : dt / (1 - value));
        if (hasNoSynapse && All(g, 1))
        {
            NirNode node = new NirNode(spiking ? "LIF" : "LI").With("tau", membrane).With("r", Each(k, (value, n) => value / (1 - b[n]))).With("v_leak", leak);
            return Checked(Firing(node, coefficients, spiking), coefficients, timing);
        }

        if (Array.Exists(a, value => value is >= 1 or < -1 || (isExponential && value <= 0)))
            return (null, $"a current_decay is not {(isExponential ? "between 0 and 1" : "at least -1 and below 1")}, so that no time constant makes it");
        double[] synapse = Each(a, (value, _) => isExponential ? -dt / Math.Log(value) : dt / (1 - value));
        double[] gain = Each(k, (value, n) => isExponential ? value * a[n] / NirNeurons.Transfer(dt, synapse[n], membrane[n]) : value / (1 - b[n]));
        NirNode cuba = new NirNode(spiking ? "CubaLIF" : "CubaLI").With("tau_syn", synapse).With("tau_mem", membrane).With("r", gain)
            .With("v_leak", leak).With("w_in", Each(g, (value, n) => value / (1 - a[n])));
        return Checked(Firing(cuba, coefficients, spiking), coefficients, timing);
    }

    private static NirNode Firing(NirNode node, double[][] coefficients, bool spiking) =>
        spiking ? node.With("v_threshold", coefficients[6]).With("v_reset", coefficients[7]) : node;

    /// <summary>The node with its coefficients beside it, which keep the bits that time constants lose; if it means the same.</summary>
    private static (NirNode? Node, string? Reason) Checked(NirNode node, double[][] coefficients, NirTiming timing)
    {
        int units = coefficients[0].Length;
        NirFaults faults = new();
        node = node with
        {
            Metadata = new Dictionary<string, StoredArray>
            {
                [NirNeurons.Metadata] = new(coefficients.SelectMany(values => values).ToArray(), [coefficients.Length, units]),
            },
        };
        double[][]? read = NirNeurons.Coefficients("", node, units, timing, faults);
        // Thresholds and resets of neurons that do not fire do not matter.
        int compared = NirNeurons.Fire(node.Type) ? node.Type == "Threshold" ? 7 : 8 : 6;
        bool isSame = read is not null && !faults.Any && Enumerable.Range(0, compared).All(i => read[i].SequenceEqual(coefficients[i]));
        return isSame ? (node, null) : (null, "its coefficients are no step of such neurons with this --dt and --discretisation");
    }

    private static bool All(double[] values, double wanted) => Array.TrueForAll(values, value => value == wanted);

    private static double[] Each(double[] values, Func<double, int, double> map) => [.. values.Select(map)];
}
