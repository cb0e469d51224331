using Bruno.Gpu.Kernels.RandomNumbers;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Synapses.NonIdealities;

/// <summary>
/// Loss of retention as a power law of the time since the write, <c>G(t) = G(t_0) (t / t_0)^-nu</c> for t above t_0, with an
/// exponent of each device's own, <c>nu = mean + spread xi</c> (Boniardi et al., IEEE Transactions on Electron Devices 57,
/// 2690 (2010), for phase-change cells; the usual form for RRAM too, with far smaller exponents).
/// </summary>
/// <param name="Exponent">The mean of nu, 1.</param>
/// <param name="Spread">The standard deviation of nu from device to device, 1.</param>
/// <param name="LogarithmOfTime">ln(t / t_0), not negative, 1.</param>
public readonly record struct Drift(double Exponent, double Spread, double LogarithmOfTime)
{
    /// <summary>The conductance at the time, S.</summary>
    public double Apply(double conductance, double xi)
    {
        double logarithm = -(Exponent + Spread * xi) * LogarithmOfTime;
        // Portable, and exactly 1 at ln = 0; the bounds are those of the exponential.
        return conductance * PortableMath.Exp(Ordering.Max(-700, Ordering.Min(700, logarithm)));
    }
}
