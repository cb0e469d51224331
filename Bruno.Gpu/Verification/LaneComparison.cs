using Bruno.Gpu.Conformance;

namespace Bruno.Gpu.Verification;

/// <summary>
/// Compares what lanes did. A lane whose potential meets the threshold at the very end of a step may spike a step later after
/// another rounding, and is another lane from there on: such lanes are counted, few may be so, and what they did before counts.
/// </summary>
/// <param name="actual">The spikes that the device made, [steps, lanes].</param>
/// <param name="expected">Those of the reference, [steps, expected lanes].</param>
/// <param name="lanes">Lanes of the device.</param>
/// <param name="expectedLanes">Lanes of the reference: as many or more.</param>
internal sealed class LaneComparison(double[] actual, double[] expected, int lanes, int expectedLanes)
{
    private readonly int steps = actual.Length / lanes;

    // For each lane the first step with another spike, or the number of steps.
    private readonly int[] ends = [.. Enumerable.Range(0, lanes).Select(lane =>
    {
        int end = 0, steps = actual.Length / lanes;
        while (end < steps && actual[end * lanes + lane] == expected[end * expectedLanes + lane])
            ++end;
        return end;
    })];

    /// <summary>Compares spikes, and states where there are any.</summary>
    public IEnumerable<Deviation> States(string label, LayerStates found, LayerStates reference, StateTolerance tolerance)
    {
        if (found.Potential.Length > 0)
        {
            (double largest, double mean) = Differences(found.Potential, reference.Potential);
            yield return new($"{label}, V", largest, tolerance.Potential);
            yield return new($"{label}, V, root mean square", mean, tolerance.MeanPotential);
            (largest, mean) = Differences(found.Internal, reference.Internal);
            yield return new($"{label}, P", largest, tolerance.Polarization);
            yield return new($"{label}, P, root mean square", mean, tolerance.MeanPolarization);
        }

        double other = (double)ends.Count(end => end < steps) / lanes;
        double allowed = tolerance.OtherLanes > 0 && lanes > 1 ? Math.Max(tolerance.OtherLanes, 1.0 / lanes) : 0;
        yield return new($"{label}, share of lanes with other spikes", other, allowed);
    }

    /// <summary>
    /// Compares arrays [steps, lanes] of lanes with the same spikes, each lane relative to its largest magnitude, of which a
    /// millionth of the largest of all counts as nothing.
    /// </summary>
    public Deviation Gradient(string label, double[] found, double[] reference, double tolerance) =>
        new(label, OfLanes(found, reference).Aggregate(0.0, Worse), tolerance);

    /// <summary>
    /// The same where rounding decides about the derivative of a lane, as it does on the steps that an integrator accepts: the
    /// share of lanes that are further off than a tolerance.
    /// </summary>
    public IEnumerable<Deviation> RoughGradient(string label, double[] found, double[] reference, double tolerance, double share)
    {
        double[] deviations = [.. OfLanes(found, reference)];
        double beyond = (double)deviations.Count(deviation => !(deviation <= tolerance)) / Math.Max(deviations.Length, 1);
        yield return new(FormattableString.Invariant($"{label}, share of lanes beyond {tolerance:P0}"), beyond, lanes > 1 ? Math.Max(share, 1.0 / lanes) : share);
    }

    private IEnumerable<double> OfLanes(double[] found, double[] reference)
    {
        double floor = 1e-6 * reference.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        for (int lane = 0; lane < lanes; ++lane)
        {
            if (ends[lane] < steps)
                continue;
            double scale = floor, difference = 0;
            for (int step = 0; step < steps; ++step)
            {
                double wanted = reference[step * expectedLanes + lane];
                if (!double.IsFinite(wanted))
                    continue;
                scale = Math.Max(scale, Math.Abs(wanted));
                difference = Worse(difference, Math.Abs(found[step * lanes + lane] - wanted));
            }

            yield return difference == 0 ? 0 : difference / scale;
        }
    }

    private (double Largest, double Mean) Differences(double[] found, double[] reference)
    {
        double largest = 0, squares = 0;
        long count = 0;
        for (int lane = 0; lane < lanes; ++lane)
        {
            for (int step = 0; step < ends[lane]; ++step)
            {
                double difference = Math.Abs(found[step * lanes + lane] - reference[step * expectedLanes + lane]);
                largest = Worse(largest, difference);
                squares += difference * difference;
                ++count;
            }
        }

        return (largest, Math.Sqrt(squares / Math.Max(count, 1)));
    }

    /// <summary>The larger; what is no number stays.</summary>
    private static double Worse(double one, double other) => double.IsNaN(one) || double.IsNaN(other) ? double.NaN : Math.Max(one, other);
}
