using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Simulation;

namespace Bruno.Gpu.Fitting;

/// <summary>Turns measured traces into stimuli: the times that were measured, and the outer steps between them.</summary>
internal static class FitStimulus
{
    private const double AmperesToInternal = 1e9, SecondsToInternal = 1e3;

    /// <summary>The stimulus of a trace. It is recorded at every time of the trace.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="outerStepSeconds">The length of an outer step, s; they count from the first time.</param>
    /// <exception cref="DataException">It is longer than any simulation.</exception>
    public static Stimulus Of(MeasuredTrace trace, double outerStepSeconds)
    {
        bool isCurrent = trace.Kind == DriveKind.Current;
        double[] times = trace.Seconds, drive = trace.Drive;
        double steps = (times[^1] - times[0]) / outerStepSeconds;
        if (isCurrent && !(steps <= CurrentFile.MostSteps))
            throw new DataException(FormattableString.Invariant($"{trace.Name}: it lasts {times[^1] - times[0]} s, {steps:0} outer steps of {outerStepSeconds} s, more than {CurrentFile.MostSteps}: is the unit of its times right?"));
        List<double> milliseconds = [0], inputs = [isCurrent ? (trace.IsHeld ? drive[1] : drive[0]) * AmperesToInternal : drive[0]];
        List<int> marks = [ResponseInterval.IsRecorded];
        long next = 0;
        for (int row = 1; row < times.Length; ++row)
        {
            double rounding = 1e-6 * Math.Min(outerStepSeconds, times[row] - times[row - 1]), from = times[row - 1];
            while (from < times[row])
            {
                int mark = ResponseInterval.Moves;
                double to = times[row];
                if (isCurrent)
                {
                    if (from >= times[0] + next * outerStepSeconds - rounding)
                    {
                        mark |= ResponseInterval.BeginsStep;
                        next = (long)Math.Floor((from - times[0] + rounding) / outerStepSeconds) + 1;
                    }

                    double boundary = times[0] + next * outerStepSeconds;
                    to = boundary < to - rounding ? boundary : to;
                }

                milliseconds.Add((to - from) * SecondsToInternal);
                inputs.Add(isCurrent ? Mean(trace, row, from, to) * AmperesToInternal : drive[row]);
                marks.Add(to == times[row] ? mark | ResponseInterval.IsRecorded : mark);
                from = to;
            }
        }

        return new([.. milliseconds], [.. inputs], [.. marks], [.. trace.Series.Select(series => series.Quantity)]);
    }

    /// <summary>The mean current between two times in the interval that ends with a row, A.</summary>
    private static double Mean(MeasuredTrace trace, int row, double from, double to)
    {
        double before = trace.Drive[row - 1], after = trace.Drive[row], begin = trace.Seconds[row - 1];
        return trace.IsHeld ? after : before + (after - before) * (((from + to) / 2 - begin) / (trace.Seconds[row] - begin));
    }
}
