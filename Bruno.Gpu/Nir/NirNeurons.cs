using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Nir;

/// <summary>
/// Nodes of neurons as the coefficients of <see cref="CubaLif{T}"/> (i = a i + g x; v = b v + k i + d x + c), with dt the step:
/// <code>
///           Euler                                      exponential
/// a         1 - dt / tau_syn                           exp(-dt / tau_syn)
/// g         w_in dt / tau_syn                          w_in (1 - a)
/// b         1 - dt / tau_mem                           exp(-dt / tau_mem)
/// k         r dt / tau_mem                             r f / a,  f = tau_syn (a - b) / (tau_syn - tau_mem)
/// d         0                                          r w_in (1 - b - f) - k g
/// c         v_leak dt / tau_mem                        v_leak (1 - b)
/// </code>
/// Neurons without synaptic current (LIF, LI) have a = 0, g = 1 and, exponential, k = r (1 - b), d = 0; those without leak
/// (IF, I) b = 1, k = r dt, c = 0 in both. Scale and Threshold have no memory: a = b = 0, k = 1, g the scale or 1.
/// </summary>
internal static class NirNeurons
{
    /// <summary>The array of a node's metadata that holds its coefficients themselves, [coefficients, units].</summary>
    public const string Metadata = "bruno_coefficients";

    /// <summary>How far coefficients of the metadata may be from those of the parameters, so that they are taken for them.</summary>
    private const double Rounding = 1e-9;

    /// <summary>Whether a node is made of neurons, or of what a neuron does without memory.</summary>
    public static bool Are(string type) => type is "LIF" or "CubaLIF" or "LI" or "CubaLI" or "IF" or "I" or "Scale" or "Threshold";

    /// <summary>Whether they fire.</summary>
    public static bool Fire(string type) => type is "LIF" or "CubaLIF" or "IF" or "Threshold";

    /// <summary>The coefficients, an array of as many numbers as units for each; none where there are faults.</summary>
    public static double[][]? Coefficients(string name, NirNode node, int units, NirTiming timing, NirFaults faults)
    {
        NirParameters parameters = new(name, node, units, faults);
        double[][] result = [.. Enumerable.Range(0, CubaLif<Float64>.Constants).Select(_ => new double[units])];
        double[] scale = node.Type == "Scale" ? parameters.Of("scale") : parameters.Ones;
        double[] threshold = node.Type == "Threshold" ? parameters.Of("threshold") : Fire(node.Type) ? parameters.Of("v_threshold") : parameters.Ones;
        double[] reset = Fire(node.Type) ? parameters.Of("v_reset", 0) : parameters.Zeros;
        double[] gain = node.Type is "Scale" or "Threshold" ? parameters.Ones : parameters.Of("r");
        double[] leak = node.Type is "LIF" or "LI" or "CubaLIF" or "CubaLI" ? parameters.Of("v_leak", 0) : parameters.Zeros;
        bool hasSynapse = node.Type is "CubaLIF" or "CubaLI";
        double[]? membrane = hasSynapse ? parameters.Time("tau_mem", timing) : node.Type is "LIF" or "LI" ? parameters.Time("tau", timing) : null;
        double[]? synapse = hasSynapse ? parameters.Time("tau_syn", timing) : null;
        double[] input = hasSynapse ? parameters.Of("w_in", 1) : scale;
        if (parameters.HasFaults)
            return null;
        for (int n = 0; n < units; ++n)
        {
            (double a, double g, double b, double k, double d, double c) = membrane is null
                ? (0, input[n], node.Type is "IF" or "I" ? 1 : 0, node.Type is "IF" or "I" ? gain[n] * timing.StepSeconds : 1, 0, 0)
                : Of(timing, synapse?[n], input[n], membrane[n], gain[n], leak[n]);
            double[] column = [a, g, b, k, d, c, threshold[n], reset[n]];
            for (int i = 0; i < column.Length; ++i)
                result[i][n] = column[i];
        }

        if (Fire(node.Type) && node.Type != "Threshold" && threshold.Min() < 0)
            faults.Add(name, node.Type, "v_threshold is negative, so that neurons at rest would fire before anything happens: shift v_leak, v_threshold and v_reset");
        return Exact(node, result);
    }

    private static (double A, double G, double B, double K, double D, double C) Of(
        NirTiming timing, double? synapse, double input, double membrane, double gain, double leak)
    {
        double dt = timing.StepSeconds;
        if (timing.Discretisation == NirDiscretisation.Euler)
        {
            double share = dt / membrane;
            return synapse is double tau
                ? (1 - dt / tau, input * (dt / tau), 1 - share, gain * share, 0, leak * share)
                : (0, input, 1 - share, gain * share, 0, leak * share);
        }

        double b = Math.Exp(-dt / membrane);
        if (synapse is not double tauSyn)
            return (0, input, b, gain * (1 - b), 0, leak * (1 - b));
        double a = Math.Exp(-dt / tauSyn), f = Transfer(dt, tauSyn, membrane);
        double g = input * (1 - a), k = gain * f / a;
        return (a, g, b, k, gain * input * (1 - b - f) - k * g, leak * (1 - b));
    }

    /// <summary>f: what of a synaptic current at a step's begin is in the potential at its end, for r = 1; also where both time constants are equal.</summary>
    public static double Transfer(double dt, double tauSyn, double tauMem)
    {
        double difference = dt * (tauSyn - tauMem) / (tauSyn * tauMem);
        double ratio = Math.Abs(difference) < 1e-5 ? 1 + difference / 2 + difference * difference / 6 : (Math.Exp(difference) - 1) / difference;
        return Math.Exp(-dt / tauMem) * (dt / tauMem) * ratio;
    }

    /// <summary>
    /// The coefficients to the last bit, where this program has written them beside the parameters and they still say the same.
    /// </summary>
    private static double[][] Exact(NirNode node, double[][] computed)
    {
        int units = computed[0].Length;
        if (!node.Metadata.TryGetValue(Metadata, out var noted) || noted.Count != computed.Length * units)
            return computed;
        for (int i = 0; i < noted.Count; ++i)
        {
            double expected = computed[i / units][i % units];
            if (!(Math.Abs(noted.At(i) - expected) <= Rounding * Math.Max(1, Math.Abs(expected))))
                return computed;
        }

        return [.. Enumerable.Range(0, computed.Length).Select(i => Enumerable.Range(0, units).Select(n => noted.At(i * units + n)).ToArray())];
    }
}
