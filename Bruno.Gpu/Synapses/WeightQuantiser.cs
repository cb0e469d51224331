using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Synapses;
using ILGPU;

namespace Bruno.Gpu.Synapses;

/// <summary>
/// Quantises a weight matrix on the device. The gradient passes straight through: dL/dw = dL/dw_q, summed over the draws
/// where there are several.
/// </summary>
internal sealed class WeightQuantiser<T> : IDisposable
    where T : unmanaged, IReal<T>
{
    private readonly MatrixShape shape;
    private readonly ScaleKind scaleKind;
    private readonly LevelRounding rounding;
    private readonly DeviceBuffer<double> maxima;
    private readonly DeviceBuffer<double> scales;
    private readonly double? clip;
    private readonly DeviceBuffer<double>? squares;
    private readonly DeviceBuffer<double>? shares;
    private readonly DeviceBuffer<ulong> seed;
    private readonly Action<Index1D, MatrixShape, ArrayView<T>, ArrayView<double>> columnMaxima;
    private readonly Action<Index1D, int, ScaleKind, ArrayView<double>, ArrayView<double>> findScales;
    private readonly Action<Index1D, MatrixShape, ArrayView<T>, ArrayView<double>> columnSquares;
    private readonly Action<Index1D, MatrixShape, ScaleKind, double, ArrayView<double>, ArrayView<double>> clipScales;
    private readonly Action<Index1D, MatrixShape, LevelRounding, Codebook, DrawKeys, ArrayView<T>, ArrayView<double>, ArrayView<T>> quantise;
    private ulong? seedOnDevice;

    /// <summary>Prepares for matrices of one shape.</summary>
    public WeightQuantiser(ComputeDevice device, SynapseConfiguration configuration, int inputs, int outputs)
    {
        shape = new(0, inputs, outputs);
        QuantisationConfiguration quantisation = configuration.Quantisation;
        scaleKind = quantisation.Scale;
        clip = quantisation.Clip;
        rounding = new(quantisation.Bits ?? QuantisationConfiguration.LeastBits, quantisation.Variant, quantisation.Rounding);
        IsQuantising = configuration.IsQuantised;
        IsDrawn = configuration.HasDrawnLevels;

        maxima = device.Memory.Allocate<double>(outputs, MemoryPurpose.Synapses);
        scales = device.Memory.Allocate<double>(outputs, MemoryPurpose.Synapses);
        squares = clip is null ? null : device.Memory.Allocate<double>(outputs, MemoryPurpose.Synapses);
        seed = device.Memory.Allocate<ulong>(1, MemoryPurpose.Synapses);
        double[] levels = configuration.Conductance.LevelShares();
        shares = levels.Length > 0 ? device.Memory.Allocate<double>(levels, MemoryPurpose.Synapses) : null;
        columnMaxima = device.Load<Action<Index1D, MatrixShape, ArrayView<T>, ArrayView<double>>>(QuantiserKernels.ColumnMaxima);
        findScales = device.Load<Action<Index1D, int, ScaleKind, ArrayView<double>, ArrayView<double>>>(QuantiserKernels.Scales);
        columnSquares = device.Load<Action<Index1D, MatrixShape, ArrayView<T>, ArrayView<double>>>(QuantiserKernels.ColumnSquares);
        clipScales = device.Load<Action<Index1D, MatrixShape, ScaleKind, double, ArrayView<double>, ArrayView<double>>>(QuantiserKernels.Clip);
        quantise = device.Load<Action<Index1D, MatrixShape, LevelRounding, Codebook, DrawKeys, ArrayView<T>, ArrayView<double>, ArrayView<T>>>(
            QuantiserKernels.Quantise);
    }

    /// <summary>Whether weights have levels; if not, they may only be asked for their scales.</summary>
    public bool IsQuantising { get; }

    /// <summary>Whether levels are drawn, so that draws differ.</summary>
    public bool IsDrawn { get; }

    /// <summary>w_max of each output, of the weights that were looked at last.</summary>
    public ArrayView<double> Scales => scales.View;

    /// <summary>Finds w_max of each output.</summary>
    public void FindScales(ArrayView<T> weights)
    {
        columnMaxima(shape.Outputs, shape, weights, maxima.View);
        findScales(shape.Outputs, shape.Outputs, scaleKind, maxima.View, scales.View);
        if (squares is null)
            return;
        columnSquares(shape.Outputs, shape, weights, squares.View);
        clipScales(shape.Outputs, shape, scaleKind, clip!.Value, squares.View, scales.View);
    }

    /// <summary>Quantises a matrix, several times where levels are drawn.</summary>
    /// <param name="weights">The weights, [inputs, outputs].</param>
    /// <param name="key">What the draws are keyed by.</param>
    /// <param name="draws">How many draws.</param>
    /// <param name="quantised">The result, [draws, inputs, outputs].</param>
    public void Quantise(ArrayView<T> weights, RoundingKey key, int draws, ArrayView<T> quantised)
    {
        if (seedOnDevice != key.Seed)
        {
            seed.Upload([key.Seed]);
            seedOnDevice = key.Seed;
        }

        uint stream = ChipKeys.Word(SynapseStream.Rounding, key.Matrix);
        QuantiseWith(weights, new DrawKeys(seed.View, stream, key.First, 1), draws, quantised);
    }

    /// <summary>Quantises a matrix once for each of several seeds.</summary>
    internal void QuantiseWith(ArrayView<T> weights, DrawKeys keys, int draws, ArrayView<T> quantised)
    {
        if (!IsQuantising)
            throw new InvalidOperationException("These weights have no levels to be quantised to.");
        FindScales(weights);
        Codebook codebook = new(shares is null ? ArrayView<double>.Empty : shares.View);
        quantise(draws * shape.Inputs * shape.Outputs, shape, rounding, codebook, keys, weights, scales.View, quantised);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        shares?.Dispose();
        seed.Dispose();
        squares?.Dispose();
        scales.Dispose();
        maxima.Dispose();
    }
}
