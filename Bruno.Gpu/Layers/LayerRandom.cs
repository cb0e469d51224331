using Bruno.Gpu.RandomNumbers;

namespace Bruno.Gpu.Layers;

/// <summary>The random numbers of a layer's initial parameters; each array has its own.</summary>
/// <param name="seed">The seed of the run.</param>
/// <param name="layer">The number of the layer.</param>
/// <param name="first">The number of the first array.</param>
internal sealed class LayerRandom(ulong seed, int layer, uint first = 0)
{
    private uint array = first;

    /// <summary>Those of arrays that a setting adds, so that the others keep theirs with and without it.</summary>
    public LayerRandom Apart() => new(seed, layer, 1000);

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
