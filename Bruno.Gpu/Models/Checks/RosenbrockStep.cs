using Bruno.Gpu.Devices;
using MathNet.Numerics.LinearAlgebra;

namespace Bruno.Gpu.Models.Checks;

/// <summary>
/// A step of the L-stable Rosenbrock method of order 2 with an error estimate of order 3 (Shampine and Reichelt, SIAM J. Sci. Comput. 18
/// (1997), the method of ode23s), in shares of the bounds: for checks on the host, of devices stiff or not.
/// </summary>
/// <param name="equations">The device.</param>
internal sealed class RosenbrockStep(IDeviceEquations equations)
{
    /// <summary>The largest error of a step, as a share of the extent of a variable.</summary>
    private const double Tolerance = 1e-4;

    private static readonly double Gamma = 1 / (2 + Math.Sqrt(2)), E32 = 6 + Math.Sqrt(2);

    private readonly StateBox box = new(equations);
    private readonly int variables = equations.Variables.Count;

    /// <summary>The state a step later, and its error over the tolerance; not a number where the equations have no finite value.</summary>
    /// <param name="state">The state.</param>
    /// <param name="input">The input.</param>
    /// <param name="step">The step, s.</param>
    public (double[] State, double Error) Advance(double[] state, double input, double step)
    {
        double[,] jacobian = equations.Jacobian(state, input);
        Matrix<double> matrix = Matrix<double>.Build.Dense(
            variables, variables, (row, column) => (row == column ? 1 : 0) - step * Gamma * jacobian[row, column] * box.Extent(column) / box.Extent(row));
        Vector<double> first = Rates(state, input);
        if (!matrix.ForAll(double.IsFinite) || !first.ForAll(double.IsFinite))
            return (state, double.NaN);
        MathNet.Numerics.LinearAlgebra.Factorization.LU<double> solver = matrix.LU();
        Vector<double> k1 = solver.Solve(first), second = Rates(Moved(state, k1, step / 2), input);
        Vector<double> k2 = solver.Solve(second - k1) + k1;
        double[] next = Moved(state, k2, step);
        Vector<double> k3 = solver.Solve(Rates(next, input) - E32 * (k2 - second) - 2 * (k1 - first));
        return (next, step / 6 * (k1 - 2 * k2 + k3).InfinityNorm() / Tolerance);
    }

    private Vector<double> Rates(double[] state, double input)
    {
        double[] rates = equations.Rates(state, input);
        return Vector<double>.Build.Dense(variables, i => rates[i] / box.Extent(i));
    }

    private double[] Moved(double[] state, Vector<double> direction, double step) => [.. state.Select((value, i) => value + step * direction[i] * box.Extent(i))];
}
