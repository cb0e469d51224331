using Bruno.Gpu.Models;
using Bruno.Gpu.Models.Expressions;
using MathNet.Numerics.LinearAlgebra;

namespace Bruno.Gpu.Tests.Models;

/// <summary>
/// Integrates a model by the linearly implicit Euler method, one step beside two of half the length, extrapolated; adaptive. It clips to the
/// bounds, and a spike ends an outer step of 1 ms that is spent in reset.
/// </summary>
internal sealed class ImplicitRun(Model model, IReadOnlyDictionary<string, double>? parameters = null, double tolerance = 1e-4)
{
    private const double Rest = 1e-3;

    private readonly ModelInterpreter interpreter = new(model, parameters);

    /// <summary>The states that were passed, with their times.</summary>
    public List<(double Time, double[] State)> States { get; } = [];

    /// <summary>The times of the spikes, s, at a constant input.</summary>
    public List<double> Spikes(double input, double seconds)
    {
        double[] state = interpreter.Initial, low = interpreter.Lower, high = interpreter.Upper;
        double time = 0, step = 1e-9;
        List<double> spikes = [];
        for (int steps = 0; time < seconds; ++steps)
        {
            Assert.True(steps < 200_000, "The integration does not get on.");
            step = Math.Min(step, Math.Min(seconds - time, 1e-3) + 1e-12);
            double[] whole = Step(state, input, step), half = Step(Step(state, input, step / 2), input, step / 2);
            double error = half.Select((value, index) => Math.Abs(value - whole[index]) / (high[index] - low[index])).Max();
            if (!(error <= tolerance))
            {
                step *= double.IsFinite(error) ? Math.Max(0.2, 0.8 * Math.Sqrt(tolerance / error)) : 0.2;
                continue;
            }

            time += step;
            state = [.. half.Select((value, index) => Math.Clamp(2 * value - whole[index], low[index], high[index]))];
            States.Add((time, state));
            step *= Math.Min(3, 0.8 * Math.Sqrt(tolerance / Math.Max(error, 1e-12)));
            if (interpreter.Fires(state, input))
            {
                spikes.Add(time);
                state = interpreter.Reset(state);
                time += Rest;
                step = 1e-9;
            }
        }

        return spikes;
    }

    private double[] Step(double[] state, double input, double step)
    {
        Jet[] rates = interpreter.Rates(state, input);
        Matrix<double> system = Matrix<double>.Build.Dense(state.Length, state.Length, (row, column) => (row == column ? 1 : 0) - step * rates[row].Slope(column));
        Vector<double> change = system.Solve(Vector<double>.Build.Dense([.. rates.Select(rate => step * rate.Value)]));
        return [.. state.Select((value, index) => value + change[index])];
    }
}
