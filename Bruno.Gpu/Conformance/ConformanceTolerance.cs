using Bruno.Gpu.Accelerators;

namespace Bruno.Gpu.Conformance;

/// <summary>What counts as agreement with the float64 reference.</summary>
/// <param name="Potential">Membrane potential, V.</param>
/// <param name="Polarization">Polarization, C/m2.</param>
/// <param name="Gradient">Gradients, relative to the largest of the array.</param>
/// <param name="CountsOnly">Whether spikes are compared by their number only.</param>
internal sealed record ConformanceTolerance(double Potential, double Polarization, double Gradient, bool CountsOnly)
{
    /// <summary>
    /// In double, states to 1e-9 and gradients to 1e-8. In float, 5e-3 V, 1e-4 C/m2 and the number of spikes; and 2 % for
    /// gradients, except those that keep the rate's derivative, which explode and so amplify any rounding.
    /// </summary>
    public static ConformanceTolerance For(Precision precision) => precision == Precision.Double
        ? new(1e-9, 1e-9, 1e-8, CountsOnly: false)
        : new(5e-3, 1e-4, 2e-2, CountsOnly: true);

    /// <summary>The same for a device whose states and gradients amplify rounding by a factor; in float it is as it is.</summary>
    public ConformanceTolerance Widened(double factor) => CountsOnly
        ? this
        : this with { Potential = factor * Potential, Polarization = factor * Polarization, Gradient = factor * Gradient };

    /// <summary>
    /// How near the exact gradient comes to one from differences of the converged solution, relative to the largest: those are good to
    /// about 5e-8 themselves.
    /// </summary>
    public static double OfConvergedGradient(Precision precision) => precision == Precision.Double ? 1e-6 : For(precision).Gradient;

    /// <summary>Compares spikes: every one, or their number.</summary>
    public Deviation Spikes(string quantity, double[] actual, double[] expected)
    {
        if (CountsOnly)
            return new($"{quantity} count", Math.Abs(actual.Sum() - expected.Sum()), 0);
        return new(quantity, actual.Zip(expected, (a, e) => a == e ? 0 : 1).Sum(), 0);
    }
}
