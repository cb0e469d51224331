using Bruno.Gpu.Models;
using Bruno.Gpu.Models.Expressions;
using MathNet.Numerics.LinearAlgebra;

namespace Bruno.Gpu.Tests.Models;

/// <summary>
/// A model solved to convergence: the linearly implicit Euler method with 1 to 7 steps, extrapolated (Deuflhard), on the equations as the
/// interpreter evaluates them. It shares no line with the integrators of devices. SI units.
/// </summary>
internal sealed class ConvergedModel(Model model, double tolerance = 1e-11)
{
    private const int Columns = 7;

    private readonly ModelInterpreter interpreter = new(model);

    /// <summary>What the equations are evaluated with.</summary>
    public ModelInterpreter Interpreter => interpreter;

    /// <summary>The state after a time at an input; where it fires, that at which it first does, with the time.</summary>
    public (double[] State, double Time) Advance(double[] state, double input, double seconds, bool stops = true)
    {
        double time = 0, step = 1e-3 * seconds;
        for (int steps = 0; time < seconds; ++steps)
        {
            Assert.True(steps < 100_000, "The integration does not get on.");
            step = Math.Min(step, seconds - time);
            (double[] end, double error) = Step(state, input, step);
            if (!(error <= tolerance))
            {
                step *= double.IsFinite(error) ? Math.Max(0.1, 0.8 * Math.Pow(tolerance / error, 1.0 / Columns)) : 0.1;
                continue;
            }

            if (stops && interpreter.Fires(end, input))
            {
                double early = 0, late = step;
                for (int i = 0; i < 60; ++i)
                {
                    double between = 0.5 * (early + late);
                    (early, late) = interpreter.Fires(Step(state, input, between).End, input) ? (early, between) : (between, late);
                }

                return (Step(state, input, late).End, time + late);
            }

            (state, time) = (end, time + step);
            step *= Math.Min(3, 0.8 * Math.Pow(tolerance / Math.Max(error, 1e-30), 1.0 / Columns));
        }

        return (state, time);
    }

    private (double[] End, double Error) Step(double[] state, double input, double step)
    {
        Jet[] rates = interpreter.Rates(state, input);
        double[] low = interpreter.Lower, high = interpreter.Upper;
        Vector<double>[] row = [];
        double error = 0;
        for (int count = 1; count <= Columns; ++count)
        {
            double h = step / count;
            Matrix<double> system = Matrix<double>.Build.Dense(
                state.Length, state.Length, (r, c) => ((r == c ? 1 : 0) - h * rates[r].Slope(c)) * (high[c] - low[c]) / (high[r] - low[r]));
            Vector<double> x = Vector<double>.Build.Dense([.. state]);
            for (int i = 0; i < count; ++i)
            {
                double[] slopes = interpreter.RateValues([.. x], input);
                Vector<double> change = system.Solve(Vector<double>.Build.Dense(state.Length, r => h * slopes[r] / (high[r] - low[r])));
                x += Vector<double>.Build.Dense(state.Length, r => change[r] * (high[r] - low[r]));
            }

            List<Vector<double>> next = [x];
            for (int k = 1; k < count; ++k)
                next.Add(next[k - 1] + (next[k - 1] - row[k - 1]) / ((double)count / (count - k) - 1));
            if (count == Columns)
                error = Enumerable.Range(0, state.Length).Max(r => Math.Abs(next[^1][r] - next[^2][r]) / (high[r] - low[r]));
            row = [.. next];
        }

        return ([.. row[^1].Select((value, r) => Math.Clamp(value, low[r], high[r]))], error);
    }
}
