using Bruno.Gpu.RandomNumbers;

namespace Bruno.Gpu.Training;

/// <summary>The order in which an epoch takes the training samples.</summary>
internal static class SampleOrder
{
    /// <summary>Fisher and Yates, from the random numbers of an epoch.</summary>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="epoch">The epoch, the first being 1.</param>
    /// <param name="samples">How many samples there are.</param>
    public static int[] Of(ulong seed, int epoch, int samples)
    {
        int[] order = [.. Enumerable.Range(0, samples)];
        CounterRandom random = new(seed, (uint)RandomStream.Shuffle, (uint)epoch, 0);
        for (int i = order.Length - 1; i > 0; --i)
        {
            int j = (int)(random.NextUniform() * (i + 1));
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }
}
