using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Conformance;
using Bruno.Gpu.Kernels.Matrices;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Synapses;
using Bruno.Gpu.Synapses;
using ILGPU;

namespace Bruno.Gpu.Verification;

/// <summary>Matrix products, forwards and backwards, of real values and of spikes, with one weight matrix and with several.</summary>
/// <param name="kind">Which of them.</param>
internal sealed class ProductFamily(ProductKind kind) : IVerificationFamily
{
    private static readonly (MatrixShape Shape, WeightSelection Selection)[] Cases =
    [
        (new(1, 1, 1), WeightSelection.One),
        (new(17, 5, 3), WeightSelection.One),
        (new(75, 37, 34), new WeightSelection(2, 3)),
        (new(257, 17, 33), WeightSelection.One),
        (new(64, 130, 257), WeightSelection.ByElement(4)),
    ];

    /// <inheritdoc/>
    public string Name => kind switch
    {
        ProductKind.Portable => "products, portable",
        ProductKind.Tiled => "products, tiled",
        _ => "products, as chosen",
    };

    /// <inheritdoc/>
    public bool IsInShortForm => kind == ProductKind.Chosen;

    /// <inheritdoc/>
    public bool RunsOn(ComputeDevice device) => kind == ProductKind.Chosen
        || (kind == ProductKind.Tiled ? !device.IsHost && TiledMatrixProduct<Float64>.Fits(device) : true);

    /// <inheritdoc/>
    public IEnumerable<Deviation> Measure<T>(VerificationContext context)
        where T : unmanaged, IReal<T>
    {
        IMatrixProduct<T> product = kind switch
        {
            ProductKind.Portable => new DeviceMatrixProduct<T>(context.Device),
            ProductKind.Tiled => new TiledMatrixProduct<T>(context.Device),
            _ => MatrixProduct.For<T>(context.Device),
        };
        return Measure(context, product);
    }

    /// <summary>Measures products.</summary>
    internal static IEnumerable<Deviation> Measure<T>(VerificationContext context, IMatrixProduct<T> product)
        where T : unmanaged, IReal<T> => Cases.SelectMany(one => Measure(context, product, one.Shape, one.Selection));

    private static IEnumerable<Deviation> Measure<T>(VerificationContext context, IMatrixProduct<T> product, MatrixShape shape, WeightSelection selection)
        where T : unmanaged, IReal<T>
    {
        const double before = 0.5;
        (int rows, int inputs, int outputs) = shape;
        double[] x = VerificationContext.Rounded<T>(Draw.Uniform(21, rows * inputs, -1, 1)), s = Draw.Spikes(22, rows * inputs, 0.3);
        double[] w = VerificationContext.Rounded<T>(Draw.Uniform(23, selection.Matrices * inputs * outputs, -1, 1));
        double[] b = VerificationContext.Rounded<T>(Draw.Uniform(24, outputs, -1, 1)), dy = VerificationContext.Rounded<T>(Draw.Uniform(25, rows * outputs, -1, 1));
        using DeviceBuffer<T> values = context.Upload<T>(x), weights = context.Upload<T>(w), bias = context.Upload<T>(b), adjoints = context.Upload<T>(dy);
        using DeviceBuffer<Spike> spikes = context.UploadSpikes(s);
        string where = FormattableString.Invariant($"{rows} x {inputs} x {outputs}");

        Deviation Compare(string what, double[] expected, Action<ArrayView<T>> run)
        {
            double[] start = new double[expected.Length];
            Array.Fill(start, before);
            using DeviceBuffer<T> result = context.Upload<T>(start);
            run(result.View);
            return Deviation.Relative($"{where}, {what}", context.Download(result.View, expected.Length), expected, VerificationContext.In<T>(1e-5, 1e-13));
        }

        foreach ((string of, Signal<T> signal, double[] read) in new[] { ("values", new Signal<T>(values.View), x), ("spikes", new Signal<T>(spikes.View), s) })
        {
            yield return Compare($"forward, {of}", PlainProducts.Forward(shape, selection, read, w, b), y =>
                product.Forward(shape, selection, signal, weights.View, bias.View, y));
            yield return Compare($"forward without bias, {of}", PlainProducts.Forward(shape, selection, read, w, []), y =>
                product.Forward(shape, selection, signal, weights.View, ArrayView<T>.Empty, y));
            yield return Compare($"gradient of weights, {of}", PlainProducts.BackwardWeights(shape, read, dy, before), dw =>
                product.BackwardWeights(shape, signal, adjoints.View, dw));
        }

        yield return Compare("gradient of input", PlainProducts.BackwardInput(shape, selection, dy, w), dx =>
            product.BackwardInput(shape, selection, adjoints.View, weights.View, dx));
        yield return Compare("gradient of bias", PlainProducts.BackwardBias(shape, dy, before), db => product.BackwardBias(shape, adjoints.View, db));
    }
}
