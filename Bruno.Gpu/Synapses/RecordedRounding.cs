using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Synapses;
using ILGPU;

namespace Bruno.Gpu.Synapses;

/// <summary>Weights quantised with random numbers that are given, a matrix for each batch element; for conformance.</summary>
internal sealed class RecordedRounding<T> : IDisposable
    where T : unmanaged, IReal<T>
{
    private readonly MatrixShape shape;
    private readonly LevelRounding rounding;
    private readonly WeightQuantiser<T> quantiser;
    private readonly DeviceBuffer<double> uniforms;
    private readonly DeviceBuffer<int> levels;
    private readonly DeviceBuffer<T> effective;
    private readonly Action<Index1D, MatrixShape, LevelRounding, ArrayView<T>, ArrayView<double>, ArrayView<double>, ArrayView<int>, ArrayView<T>> quantise;

    /// <summary>Takes over the random numbers, [batch, inputs, outputs].</summary>
    public RecordedRounding(ComputeDevice device, SynapseConfiguration configuration, int inputs, int outputs, int batch, double[] uniforms)
    {
        if (uniforms.Length != batch * inputs * outputs)
            throw new ArgumentException($"{uniforms.Length} random numbers for {batch} matrices of {inputs * outputs}.", nameof(uniforms));
        QuantisationConfiguration quantisation = configuration.Quantisation;
        shape = new(0, inputs, outputs);
        rounding = new(quantisation.Bits ?? QuantisationConfiguration.MostBits, quantisation.Variant, quantisation.Rounding);
        quantiser = new WeightQuantiser<T>(device, configuration, inputs, outputs);
        this.uniforms = device.Memory.Allocate<double>(uniforms, MemoryPurpose.Synapses);
        levels = device.Memory.Allocate<int>(inputs * outputs, MemoryPurpose.Synapses);
        effective = device.Memory.Allocate<T>(uniforms.Length, MemoryPurpose.Synapses);
        quantise = device.Load<Action<Index1D, MatrixShape, LevelRounding, ArrayView<T>, ArrayView<double>, ArrayView<double>, ArrayView<int>, ArrayView<T>>>(
            QuantiserKernels.QuantiseGiven);
    }

    /// <summary>The weights, [batch, inputs, outputs].</summary>
    public ArrayView<T> Effective => effective.View;

    /// <summary>Quantises a matrix for each batch element.</summary>
    public void Quantise(ArrayView<T> weights, int batch)
    {
        int cells = shape.Inputs * shape.Outputs;
        quantiser.FindScales(weights);
        for (int element = 0; element < batch; ++element)
        {
            quantise(
                cells, shape, rounding, weights, quantiser.Scales, uniforms.View.SubView((long)element * cells, cells), levels.View,
                effective.View.SubView((long)element * cells, cells));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        effective.Dispose();
        levels.Dispose();
        uniforms.Dispose();
        quantiser.Dispose();
    }
}
