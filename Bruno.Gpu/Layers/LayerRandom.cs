using Bruno.Gpu.RandomNumbers;

namespace Bruno.Gpu.Layers;

/// <summary>The random numbers of a layer's initial parameters; each array has its own.</summary>
/// <param name="seed">The seed of the run.</param>
/// <param name="layer">The number of the layer.</param>
internal sealed class LayerRandom(ulong seed, int layer)
{
    private uint array;

    /// <summary>The next array, uniformly distributed; its numbers are made when they are needed.</summary>
    public Func<double[]> Uniform(int length, double low, double high)
    {
        uint number = array++;
        return () =>
        {
            CounterRandom random = new(seed, (uint)RandomStream.InitialParameters, (uint)layer, number);
            double[] values = new double[length];
            for (int i = 0; i < length; ++i)
                values[i] = random.NextUniform(low, high);
            return values;
        };
    }
}
