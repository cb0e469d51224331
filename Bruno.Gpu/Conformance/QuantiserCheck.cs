using System.Globalization;
using System.Text.Json;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Synapses;
using ILGPU;
using ILGPU.Runtime;

namespace Bruno.Gpu.Conformance;

/// <summary>Quantised weights: steps, levels and the weights of the levels, with the random numbers of the file.</summary>
internal sealed class QuantiserCheck : IConformanceCheck
{
    /// <summary>How far a weight in float may be from the file's; only where a tie is as near may its level differ.</summary>
    private const double FloatRounding = 1e-6;

    /// <summary>How far a step or weight in double may be from the file's: the order of a division and a product.</summary>
    private const double DoubleRounding = 1e-15;

    /// <inheritdoc/>
    public string Kind => "quantiser";

    /// <inheritdoc/>
    public IEnumerable<Deviation> Run(GoldenElement file, ComputeDevice device, Precision precision) =>
        precision == Precision.Double ? Run<Float64>(file, device, precision) : Run<Float32>(file, device, precision);

    private static IEnumerable<Deviation> Run<T>(GoldenElement file, ComputeDevice device, Precision precision)
        where T : unmanaged, IReal<T>
    {
        Action<Index1D, MatrixShape, ArrayView<T>, ArrayView<double>> columnMaxima =
            device.Load<Action<Index1D, MatrixShape, ArrayView<T>, ArrayView<double>>>(QuantiserKernels.ColumnMaxima);
        Action<Index1D, int, ScaleKind, ArrayView<double>, ArrayView<double>> findScales =
            device.Load<Action<Index1D, int, ScaleKind, ArrayView<double>, ArrayView<double>>>(QuantiserKernels.Scales);
        Action<Index1D, MatrixShape, LevelRounding, ArrayView<T>, ArrayView<double>, ArrayView<double>, ArrayView<int>, ArrayView<T>> quantise =
            device.Load<Action<Index1D, MatrixShape, LevelRounding, ArrayView<T>, ArrayView<double>, ArrayView<double>, ArrayView<int>, ArrayView<T>>>(
                QuantiserKernels.QuantiseGiven);
        bool isDouble = precision == Precision.Double;
        double rounding = isDouble ? DoubleRounding : FloatRounding;
        AcceleratorStream stream = device.Accelerator.DefaultStream;

        foreach (GoldenElement entry in file.GetProperty("cases").EnumerateArray())
        {
            string matrix = entry.GetProperty("matrix").GetString() ?? "";
            string variant = entry.GetProperty("variant").GetString() ?? "";
            int bits = entry.GetProperty("bits").GetInt32();
            bool isStochastic = entry.GetProperty("stochastic").GetBoolean();
            LevelRounding levels = new(bits, Variant(variant), isStochastic ? RoundingKind.Stochastic : RoundingKind.Nearest);
            GoldenArray weights = GoldenArray.Read(file.GetProperty("matrices").GetProperty(matrix));
            double[] uniforms = GoldenArray.Read(file.GetProperty("uniforms").GetProperty(matrix)).Values;
            MatrixShape shape = new(0, weights.Rows, weights.Columns);

            using DeviceBuffer<T> weightBuffer = device.Memory.Allocate<T>(weights.Values.Length, MemoryPurpose.Scratch);
            using DeviceBuffer<T> resultBuffer = device.Memory.Allocate<T>(weights.Values.Length, MemoryPurpose.Scratch);
            using DeviceBuffer<int> levelBuffer = device.Memory.Allocate<int>(weights.Values.Length, MemoryPurpose.Scratch);
            using DeviceBuffer<double> uniformBuffer = device.Memory.Allocate<double>(uniforms, MemoryPurpose.Scratch);
            using DeviceBuffer<double> maxima = device.Memory.Allocate<double>(shape.Outputs, MemoryPurpose.Scratch);
            using DeviceBuffer<double> scales = device.Memory.Allocate<double>(shape.Outputs, MemoryPurpose.Scratch);
            ConformanceBuffers.Upload(weightBuffer.View, stream, weights.Values);
            columnMaxima(shape.Outputs, shape, weightBuffer.View, maxima.View);
            findScales(shape.Outputs, shape.Outputs, ScaleKind.Layer, maxima.View, scales.View);
            quantise(
                weights.Values.Length, shape, levels, weightBuffer.View, scales.View, uniformBuffer.View, levelBuffer.View, resultBuffer.View);

            string name = string.Create(CultureInfo.InvariantCulture, $"{matrix} {bits} bit {variant} {(isStochastic ? "stochastic" : "nearest")}");
            double scale = scales.Download()[0];
            int[] actual = levelBuffer.Download();
            double[] expected = GoldenArray.Read(entry.GetProperty("levels")).Values;
            yield return Deviation.Relative($"{name} step", [levels.Weight(1, scale)], [entry.GetProperty("step").GetDouble()], rounding);
            yield return new($"{name} levels", Wrong(levels, weights.Values, uniforms, actual, expected, scale, isDouble ? 0 : rounding), 0);
            yield return Deviation.Relative(
                $"{name} weights",
                ConformanceBuffers.Download(resultBuffer.View, stream, weights.Values.Length),
                Expected(GoldenArray.Read(entry.GetProperty("dequantised")).Values, levels, actual, expected, scale),
                rounding);
        }
    }

    private static QuantiserVariant Variant(string name) => name switch
    {
        "legacy" => QuantiserVariant.Legacy,
        "head" => QuantiserVariant.Head,
        _ => throw new NotSupportedByConformanceException($"quantiser {name}"),
    };

    /// <summary>How many levels are wrong, those left aside that the rounding of a weight to float may move over a tie.</summary>
    private static int Wrong(
        LevelRounding levels, double[] weights, double[] uniforms, int[] actual, double[] expected, double scale, double rounding)
    {
        int wrong = 0;
        for (int i = 0; i < expected.Length; ++i)
        {
            int low = levels.Level(weights[i] - rounding * scale, scale, uniforms[i]);
            int high = levels.Level(weights[i] + rounding * scale, scale, uniforms[i]);
            bool isRight = actual[i] == expected[i] || (rounding > 0 && actual[i] >= low && actual[i] <= high);
            wrong += isRight ? 0 : 1;
        }

        return wrong;
    }

    /// <summary>The weights of the file, but where a level rightly differs that level's.</summary>
    private static double[] Expected(double[] dequantised, LevelRounding levels, int[] actual, double[] expected, double scale) =>
        [.. dequantised.Select((weight, i) => actual[i] == expected[i] ? weight : levels.Weight(actual[i], scale))];
}
