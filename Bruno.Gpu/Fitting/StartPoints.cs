using Bruno.Gpu.RandomNumbers;

namespace Bruno.Gpu.Fitting;

/// <summary>
/// Where a fit starts: where it was told to, then at points that fill the space between the bounds evenly: the additive recurrence with the
/// powers of the generalised golden ratio (Roberts, "The unreasonable effectiveness of quasirandom sequences", 2018), shifted by the seed.
/// </summary>
internal static class StartPoints
{
    /// <summary>The points, in the units of the parameters.</summary>
    public static double[][] Of(IReadOnlyList<FitParameter> parameters, int count, ulong seed)
    {
        int dimensions = parameters.Count;
        double golden = 2;
        for (int i = 0; i < 64; ++i)
            golden = Math.Pow(1 + golden, 1.0 / (dimensions + 1));
        CounterRandom random = new(seed, (uint)RandomStream.FitStarts, 0, 0);
        double[] shifts = [.. parameters.Select(_ => random.NextUniform())];
        return
        [
            [.. parameters.Select(parameter => parameter.Start)],
            .. Enumerable.Range(1, count - 1).Select(point => parameters.Select((parameter, i) => parameter.StartAt(Share(shifts[i] + point * Math.Pow(golden, -(i + 1))))).ToArray()),
        ];
    }

    private static double Share(double number) => number - Math.Floor(number);
}
