using Bruno.Gpu.Models;
using Bruno.Gpu.Models.Expressions;
using MathNet.Numerics.LinearAlgebra;

namespace Bruno.Gpu.Tests.Models;

/// <summary>
/// The converged solution of the interpreter's equations, by outer steps of 1 ms: the linearly implicit Euler method on four grids, extrapolated
/// to order 4, adaptive. The place of a spike is found by halving steps; a device is frozen there, and spends the next outer step in reset.
/// </summary>
internal sealed class ConvergedRun(Model model)
{
    private const double Tolerance = 1e-7, OuterStep = 1e-3, ShortestStep = 1e-12;

    private readonly ModelInterpreter interpreter = new(model);

    /// <summary>The states at the ends of outer steps, and whether each fires.</summary>
    public (double[][] States, bool[] Spikes) Run(IReadOnlyList<double> currents)
    {
        double[] state = interpreter.Initial, low = interpreter.Lower, high = interpreter.Upper;
        List<double[]> states = [];
        List<bool> spikes = [];
        bool fired = false;
        foreach (double current in currents)
        {
            if (fired)
            {
                state = interpreter.Reset(state);
                fired = false;
            }
            else
            {
                (state, fired) = Advance(state, current, low, high);
            }

            states.Add(state);
            spikes.Add(fired);
        }

        return ([.. states], [.. spikes]);
    }

    private (double[] State, bool Fires) Advance(double[] state, double current, double[] low, double[] high)
    {
        double time = 0, step = 1e-8;
        for (int count = 0; OuterStep - time > 1e-15; ++count)
        {
            Assert.True(count < 200_000, "The integration does not get on.");
            step = Math.Min(step, OuterStep - time);
            double[][] table = [.. new[] { 1, 2, 3, 4 }.Select(parts => Grid(state, current, step, parts))];
            (double[] next, double[] coarse) = Extrapolate(table);
            double error = next.Select((value, i) => Math.Abs(value - coarse[i]) / (high[i] - low[i])).Max();
            if (!(error <= Tolerance))
            {
                step *= double.IsFinite(error) ? Math.Max(0.2, 0.8 * Math.Pow(Tolerance / error, 0.25)) : 0.2;
                continue;
            }

            double[] clipped = [.. next.Select((value, i) => Math.Clamp(value, low[i], high[i]))];
            if (interpreter.Fires(clipped, current) && step > ShortestStep)
            {
                step /= 2;
                continue;
            }

            time += step;
            state = clipped;
            if (interpreter.Fires(state, current))
                return (state, true);
            step *= Math.Min(3, 0.8 * Math.Pow(Tolerance / Math.Max(error, 1e-14), 0.25));
        }

        return (state, false);
    }

    private double[] Grid(double[] state, double current, double step, int parts)
    {
        for (int part = 0; part < parts; ++part)
            state = Step(state, current, step / parts);
        return state;
    }

    /// <summary>Aitken and Neville for the grids 1, 2, 3, 4: the last two values of the diagonal.</summary>
    private static (double[] Fine, double[] Coarse) Extrapolate(double[][] table)
    {
        double[][] column = table;
        double[] coarse = column[0];
        for (int order = 1; order < table.Length; ++order)
        {
            double[][] previous = column;
            int by = order;
            column = [.. Enumerable.Range(0, previous.Length - 1).Select(row => previous[row + 1].Select(
                (value, i) => value + (value - previous[row][i]) / ((double)(row + 1 + by) / (row + 1) - 1)).ToArray())];
            if (order < table.Length - 1)
                coarse = column[^1];
        }

        return (column[0], coarse);
    }

    private double[] Step(double[] state, double current, double step)
    {
        Jet[] rates = interpreter.Rates(state, current);
        Matrix<double> system = Matrix<double>.Build.Dense(state.Length, state.Length, (row, column) => (row == column ? 1 : 0) - step * rates[row].Slope(column));
        Vector<double> change = system.Solve(Vector<double>.Build.Dense([.. rates.Select(rate => step * rate.Value)]));
        return [.. state.Select((value, i) => value + change[i])];
    }
}
