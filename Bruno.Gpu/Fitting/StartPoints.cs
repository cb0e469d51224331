using Bruno.Gpu.RandomNumbers;

namespace Bruno.Gpu.Fitting;

/// <summary>Where a fit starts: where it was told to, then at points that fill the space between the bounds evenly, shifted by the seed.</summary>
internal static class StartPoints
{
    /// <summary>The points, in the units of the parameters.</summary>
    public static double[][] Of(IReadOnlyList<FitParameter> parameters, int count, ulong seed)
    {
        AdditiveRecurrence sequence = new(parameters.Count, new CounterRandom(seed, (uint)RandomStream.FitStarts, 0, 0));
        return
        [
            [.. parameters.Select(parameter => parameter.Start)],
            .. Enumerable.Range(1, count - 1).Select(number => parameters.Zip(sequence.At(number), (parameter, share) => parameter.StartAt(share)).ToArray()),
        ];
    }
}
