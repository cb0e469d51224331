using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Conformance;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Synapses;
using Bruno.Gpu.Synapses.NonIdealities;

namespace Bruno.Gpu.Verification;

/// <summary>Converters of inputs and outputs, and the gradient through them.</summary>
internal sealed class ConverterFamily : IVerificationFamily
{
    private const int Bits = 4;
    private const double Low = -1.5, High = 2;

    /// <inheritdoc/>
    public string Name => "converters";

    /// <inheritdoc/>
    public bool ComputesInDouble => true;

    /// <inheritdoc/>
    public IEnumerable<Deviation> Measure<T>(VerificationContext context)
        where T : unmanaged, IReal<T>
    {
        SignalConverter<T> converter = SignalConverter<T>.For(context.Device, new ConverterConfiguration { Bits = Bits, Low = Low, High = High })!;
        double step = (High - Low) / ((1 << Bits) - 1);
        foreach (int count in context.Sizes)
        {
            double[] x = VerificationContext.Rounded<T>(Draw.Uniform(41, count, -3, 3)), dy = VerificationContext.Rounded<T>(Draw.Uniform(42, count, -1, 1));
            using DeviceBuffer<T> values = context.Upload<T>(x), converted = context.Upload<T>(new double[count]), adjoint = context.Upload<T>(dy);
            converter.Forward(values.View, converted.View);
            converter.Backward(values.View, adjoint.View);
            yield return Deviation.Absolute(
                $"{count}, values", context.Download(converted.View, count),
                Array.ConvertAll(x, value => Low + step * Math.Floor((Math.Clamp(value, Low, High) - Low) / step + 0.5)), VerificationContext.In<T>(1e-6, 1e-14));
            yield return Deviation.Absolute(
                $"{count}, gradient", context.Download(adjoint.View, count), [.. x.Zip(dy, (value, d) => value is >= Low and <= High ? d : 0)], 0);
        }
    }
}
