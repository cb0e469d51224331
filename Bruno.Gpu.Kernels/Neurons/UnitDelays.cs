using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>The delays of the units of a layer, on one chip or several that share the batch.</summary>
/// <param name="delays">[chips, units], steps.</param>
/// <param name="samples">Batch elements of each chip.</param>
public readonly struct UnitDelays<T>(ArrayView<T> delays, int samples)
    where T : unmanaged, IReal<T>
{
    private readonly ArrayView<T> delays = delays;
    private readonly int samples = samples;

    /// <summary>The delay of a lane, batch element times units plus unit.</summary>
    public T Of(int lane, int units) => delays[lane / units / samples * units + lane % units];
}
