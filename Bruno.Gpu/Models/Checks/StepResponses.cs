using Bruno.Gpu.Devices;

namespace Bruno.Gpu.Models.Checks;

/// <summary>Simulates steps of current across the range of the input, in 64 bits.</summary>
/// <param name="equations">The device.</param>
internal sealed class StepResponses(IDeviceEquations equations)
{
    private const int OuterSteps = 30, MostSteps = 20_000;

    private const double OuterStep = 1e-3;

    /// <summary>No step is longer, so that curves are smooth and bounds are met in time.</summary>
    private const double LongestStep = OuterStep / 10;

    /// <summary>The shortest part of an outer step that the place of a spike is looked for in.</summary>
    private const double ShortestStep = OuterStep / 1e6;

    private readonly RosenbrockStep method = new(equations);
    private readonly StateBox box = new(equations);
    private readonly double[] lower = equations.Lower, upper = equations.Upper;

    /// <summary>The responses to five currents, from the lowest to the highest, and to none where that lies between.</summary>
    public static IReadOnlyList<StepResponse> Of(IDeviceEquations equations)
    {
        (double low, double high) = equations.InputRange;
        IEnumerable<double> currents = Enumerable.Range(0, 5).Select(i => low + (high - low) * i / 4).Concat(low < 0 && high > 0 ? [0] : Array.Empty<double>());
        return [.. currents.Distinct().Order().Select(current => new StepResponses(equations).Run(current))];
    }

    private StepResponse Run(double input)
    {
        List<double> times = [0], spikes = [];
        List<double[]> states = [equations.Initial];
        Dictionary<(int, bool), Clipping> clipped = [];
        double fastest = double.PositiveInfinity, step = OuterStep / 100;
        int left = MostSteps;
        string? failure = null;
        for (int outer = 0; outer < OuterSteps && failure is null; ++outer)
        {
            double begin = outer * OuterStep, end = (outer + 1) * OuterStep, time = begin;
            double[] state = states[^1];
            if (equations.Fires(state, input))
            {
                // A spike: the whole outer step is spent in reset.
                state = equations.Reset(state);
                Record(begin, state);
                Record(end, state);
                if (equations.Fires(state, input))
                    spikes.Add(end);
                continue;
            }

            while (end - time > 1e-9 * OuterStep && !equations.Fires(state, input) && failure is null)
            {
                step = Math.Min(Math.Min(step, LongestStep), end - time);
                (double[] next, double error) = method.Advance(state, input, step);
                bool crosses = error <= 1 && equations.Fires(next, input) && step > ShortestStep;
                if (!(error <= 1) || crosses)
                {
                    step *= crosses ? 0.5 : double.IsFinite(error) ? Math.Max(0.2, 0.8 / Math.Sqrt(error)) : 0.2;
                    failure = --left <= 0 ? "it takes more steps than are reasonable" : step < 1e-9 * OuterStep ? "no step is short enough for its equations" : null;
                    continue;
                }

                time += step;
                state = Clip(state, next, time, step, clipped);
                Record(time, state);
                step *= Math.Min(4, 0.8 / Math.Sqrt(Math.Max(error, 1e-3)));
                failure = --left <= 0 ? "it takes more steps than are reasonable" : null;
            }

            if (equations.Fires(state, input))
            {
                Record(end, state);
                spikes.Add(end);
            }

            StatePoint here = new("response", state, input);
            foreach (TimeConstant constant in TimeConstantSearch.At(equations, box, here).Where(constant => !constant.Grows))
                fastest = Math.Min(fastest, constant.Seconds);
        }

        return new(input, times, states, spikes, [.. clipped.Values.OrderBy(entry => entry.Seconds)], fastest, failure);

        void Record(double at, double[] state)
        {
            times.Add(at);
            states.Add(state);
        }
    }

    /// <summary>A state within the bounds; where a step led out of them, when it did, by a straight line.</summary>
    private double[] Clip(double[] before, double[] after, double time, double step, Dictionary<(int, bool), Clipping> clipped)
    {
        double[] state = new double[after.Length];
        for (int i = 0; i < state.Length; ++i)
        {
            // A variable may rest on a bound, and be beyond it by rounding.
            double rounding = 1e-6 * (upper[i] - lower[i]), bound = Math.Clamp(after[i], lower[i], upper[i]);
            bool isUpper = after[i] > upper[i];
            if (Math.Abs(after[i] - bound) > rounding)
                clipped.TryAdd((i, isUpper), new(i, isUpper, time - step * (after[i] - bound) / (after[i] - before[i])));
            state[i] = bound;
        }

        return state;
    }
}
