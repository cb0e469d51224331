namespace Bruno.Oracle;

/// <summary>
/// A neuron of one step an outer step, its equations in float64. Derivatives are central differences of the equations, so that no
/// derivative is written down; what carries none is evaluated at the point itself, which <c>held</c> is.
/// </summary>
public abstract class OracleNeuron
{
    /// <summary>The coefficients.</summary>
    public required double[] Coefficients { get; init; }

    /// <summary>V and the internal variable where a sequence starts.</summary>
    public virtual (double V, double P) Start => (0, 0);

    /// <summary>What is put out: spikes, potentials or the logistic function of the excess.</summary>
    public OracleNeuronOutput Output { get; init; }

    /// <summary>Slope of the SuperSpike surrogate (not squared).</summary>
    public double Beta { get; init; } = 10;

    /// <summary>One step.</summary>
    /// <param name="at">State before, output of the step before, drive and coefficients.</param>
    /// <param name="held">The same, for what carries no derivative.</param>
    public abstract (double V, double P) Step(OracleNeuronPoint at, OracleNeuronPoint held);

    /// <summary>By how much a state exceeds the threshold.</summary>
    public abstract double Excess(double v, double p, double[] coefficients);
}
