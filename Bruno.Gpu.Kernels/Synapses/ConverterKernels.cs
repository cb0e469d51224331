using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Synapses.NonIdealities;
using ILGPU;

namespace Bruno.Gpu.Kernels.Synapses;

/// <summary>Converters on the inputs or the outputs of an array, one thread a value.</summary>
public static class ConverterKernels
{
    /// <summary>The converted values; the result may be the values themselves.</summary>
    public static void Forward<T>(Index1D element, Converter converter, ArrayView<T> values, ArrayView<T> converted)
        where T : unmanaged, IReal<T>
    {
        double value = T.ToDouble(values[element]);
        converted[element] = double.IsNaN(value) ? values[element] : T.From(converter.Apply(value));
    }

    /// <summary>The adjoint of the values, in place: straight through within the range, 0 outside.</summary>
    public static void Backward<T>(Index1D element, Converter converter, ArrayView<T> values, ArrayView<T> adjoint)
        where T : unmanaged, IReal<T>
    {
        if (!converter.Covers(T.ToDouble(values[element])))
            adjoint[element] = T.From(0);
    }
}
