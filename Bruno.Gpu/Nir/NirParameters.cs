namespace Bruno.Gpu.Nir;

/// <summary>The parameters of a node of some units; a single number stands for all of them.</summary>
/// <param name="name">The node's name.</param>
/// <param name="node">The node.</param>
/// <param name="units">Its units.</param>
/// <param name="faults">Receives what is wrong.</param>
internal sealed class NirParameters(string name, NirNode node, int units, NirFaults faults)
{
    private const double LongestStep = 16;

    /// <summary>Whether any that was asked for is wrong.</summary>
    public bool HasFaults { get; private set; }

    /// <summary>Ones, as many as units.</summary>
    public double[] Ones => Fill(1);

    /// <summary>Zeros, as many as units.</summary>
    public double[] Zeros => Fill(0);

    /// <summary>A parameter, as many numbers as units.</summary>
    /// <param name="key">Its name in the format.</param>
    /// <param name="missing">What it is where it is not given; it must be given where there is nothing here.</param>
    public double[] Of(string key, double? missing = null)
    {
        double[]? values = node.Numbers(key);
        if (values is null)
            return missing is double value ? Fill(value) : Wrong($"it has no '{key}'");
        if (Array.Exists(values, number => !double.IsFinite(number)))
            return Wrong($"'{key}' holds numbers that are not finite");
        return values.Length == units ? values
            : values.Length == 1 ? Fill(values[0])
            : Wrong($"'{key}' has {values.Length} numbers for {units} units");
    }

    /// <summary>A time constant, s.</summary>
    public double[] Time(string key, NirTiming timing)
    {
        double[] values = Of(key);
        if (HasFaults)
            return values;
        if (values.Min() <= 0)
            return Wrong($"'{key}' must be positive");
        double shortest = values.Min();
        if (timing.Discretisation == NirDiscretisation.Euler && timing.StepSeconds > 2 * shortest)
        {
            return Wrong(FormattableString.Invariant(
                $"'{key}' is as short as {shortest:G4} s: forward Euler with steps of {timing.StepSeconds:G4} s does not converge; give a smaller --dt, or --discretisation exponential"));
        }

        // The current at the end of a step then says nothing any more of that at its begin.
        return key != "tau_syn" || timing.StepSeconds <= LongestStep * shortest ? values : Wrong(FormattableString.Invariant(
            $"'{key}' is as short as {shortest:G4} s, less than 1/{LongestStep} of a step: give a smaller --dt, or a neuron without synaptic current"));
    }

    private double[] Wrong(string reason)
    {
        faults.Add(name, node.Type, reason);
        HasFaults = true;
        return Ones;
    }

    private double[] Fill(double value) => [.. Enumerable.Repeat(value, units)];
}
