using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Synapses;
using Bruno.Gpu.Kernels.Synapses.NonIdealities;
using Bruno.Gpu.Synapses.NonIdealities;
using ILGPU;

namespace Bruno.Gpu.Synapses;

/// <summary>A converter on the inputs (DAC) or outputs (ADC) of an array, on the device.</summary>
internal sealed class SignalConverter<T>
    where T : unmanaged, IReal<T>
{
    private readonly Converter converter;
    private readonly Action<Index1D, Converter, ArrayView<T>, ArrayView<T>> forward;
    private readonly Action<Index1D, Converter, ArrayView<T>, ArrayView<T>> backward;

    private SignalConverter(ComputeDevice device, Converter converter)
    {
        this.converter = converter;
        forward = device.Load<Action<Index1D, Converter, ArrayView<T>, ArrayView<T>>>(ConverterKernels.Forward);
        backward = device.Load<Action<Index1D, Converter, ArrayView<T>, ArrayView<T>>>(ConverterKernels.Backward);
    }

    /// <summary>The converter of a configuration; none where it has no bits.</summary>
    public static SignalConverter<T>? For(ComputeDevice device, ConverterConfiguration configuration) =>
        configuration.Model is Converter converter ? new(device, converter) : null;

    /// <summary>Converts values; the result may be their own place, where the backward pass does not need them.</summary>
    public void Forward(ArrayView<T> values, ArrayView<T> converted)
    {
        if (values.Length > 0)
            forward((int)values.Length, converter, values, converted);
    }

    /// <summary>Takes the adjoint back over the converter, in place: straight through within its range, 0 outside.</summary>
    /// <param name="values">The values before the conversion.</param>
    /// <param name="adjoint">The adjoint of the converted values.</param>
    public void Backward(ArrayView<T> values, ArrayView<T> adjoint)
    {
        if (values.Length > 0)
            backward((int)values.Length, converter, values, adjoint);
    }
}
