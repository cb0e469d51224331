using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Parameters;

/// <summary>
/// All parameters of a network and their gradients on the device, one flat array each, so that an optimizer step, a
/// norm and a checkpoint are one operation.
/// </summary>
internal sealed class ParameterStore<T> : IDisposable
    where T : unmanaged, IReal<T>
{
    private readonly DeviceBuffer<T> values;
    private readonly DeviceBuffer<T> gradients;

    /// <summary>Puts the initial values of a layout on a device.</summary>
    public ParameterStore(ComputeDevice device, ParameterLayout layout)
    {
        Parameters = layout.Parameters;
        Length = layout.Length;
        values = device.Memory.Allocate<T>(Length, MemoryPurpose.Parameters);
        gradients = device.Memory.Allocate<T>(Length, MemoryPurpose.Gradients);
        if (!device.IsPlan)
            Import([.. Parameters.SelectMany(p => p.Initial())]);
    }

    /// <summary>What the flat array is made of.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>The number of elements.</summary>
    public int Length { get; }

    /// <summary>All values.</summary>
    public ArrayView<T> Values => values.View.SubView(0, Length);

    /// <summary>All gradients.</summary>
    public ArrayView<T> Gradients => gradients.View.SubView(0, Length);

    /// <summary>The values of a parameter.</summary>
    public ArrayView<T> ValuesOf(Parameter parameter) => values.View.SubView(parameter.Offset, parameter.Length);

    /// <summary>The gradients of a parameter.</summary>
    public ArrayView<T> GradientsOf(Parameter parameter) => gradients.View.SubView(parameter.Offset, parameter.Length);

    /// <summary>Sets all gradients to zero.</summary>
    public void ClearGradients() => gradients.Clear();

    /// <summary>Copies all values to the host.</summary>
    public double[] Export() => ToDouble(values, Length);

    /// <summary>Copies all gradients to the host.</summary>
    public double[] ExportGradients() => ToDouble(gradients, Length);

    /// <summary>Sets all values.</summary>
    public void Import(double[] source)
    {
        if (source.Length != Length)
            throw new ArgumentException($"{source.Length} values for {Length} parameters.", nameof(source));
        values.Upload(Array.ConvertAll(source, T.From));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        gradients.Dispose();
        values.Dispose();
    }

    private static double[] ToDouble(DeviceBuffer<T> buffer, int length) =>
        Array.ConvertAll(buffer.Download()[..length], T.ToDouble);
}
