using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Synapses;
using Bruno.Gpu.RandomNumbers;

namespace Bruno.Gpu.Synapses;

/// <summary>What the cells of a weight matrix are to be written to, before anything goes wrong with them.</summary>
internal static class ConductanceTargets
{
    /// <summary>Quantises weights as chips do, and maps them to conductances.</summary>
    /// <param name="device">Where to compute.</param>
    /// <param name="layer">The layer's name.</param>
    /// <param name="synapses">The synapses; their non-idealities do not matter.</param>
    /// <param name="inputs">Rows.</param>
    /// <param name="outputs">Columns.</param>
    /// <param name="weights">The weights, [inputs, outputs].</param>
    /// <param name="matrix">The number of the matrix in its network.</param>
    /// <param name="seed">The seed of the run: levels that are drawn are those of the first write of chip 0.</param>
    public static ConductanceMatrix Of(
        ComputeDevice device, string layer, SynapseConfiguration synapses, int inputs, int outputs, double[] weights, int matrix, ulong seed)
    {
        using SynapseArray<Float64> array = new(device, synapses with { NonIdealities = new() }, inputs, outputs, 1, matrix);
        using DeviceBuffer<Float64> given = device.Memory.Allocate<Float64>(Array.ConvertAll(weights, Float64.From), MemoryPurpose.Synapses);
        array.Program(given.View, [ChipSeed.Of(seed, 0)]);
        ChipConductances cells = array.Conductances(0);

        ConductanceRange range = synapses.Conductance.Range;
        LevelLookup lookup = new(synapses, cells.Scales);
        int?[] levels = [.. cells.Weights.Select((weight, cell) => lookup.Level(cell % outputs, weight))];
        return new(
            layer, inputs, outputs, range.IsPair, levels, cells.Weights, cells.Positive, cells.Negative, cells.Scales,
            Array.ConvertAll(cells.Scales, scale => 1 / range.Unit(scale)));
    }
}
