using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Benchmarks;

/// <summary>A device that counts, on the host and for each thread, how often its rates are evaluated.</summary>
internal readonly struct CountingDevice<TDevice, TReal>(TDevice device) : IDevice<CountingDevice<TDevice, TReal>, TReal>
    where TDevice : unmanaged, IDevice<TDevice, TReal>
    where TReal : unmanaged, IReal<TReal>
{
    [ThreadStatic]
    private static long evaluations;

    private readonly TDevice device = device;

    /// <summary>How often, since it was last set to 0.</summary>
    public static long Evaluations { get => evaluations; set => evaluations = value; }

    /// <inheritdoc/>
    public DeviceState<TReal> Initial => device.Initial;

    /// <inheritdoc/>
    public DeviceState<TReal> Reset => device.Reset;

    /// <inheritdoc/>
    public DeviceState<TReal> Lower => device.Lower;

    /// <inheritdoc/>
    public DeviceState<TReal> Upper => device.Upper;

    /// <inheritdoc/>
    public TReal Threshold => device.Threshold;

    /// <inheritdoc/>
    public bool Fires(TReal potential) => device.Fires(potential);

    /// <inheritdoc/>
    public DeviceState<TScalar> Rates<TScalar>(DeviceState<TScalar> state, TScalar current)
        where TScalar : unmanaged, IScalar<TScalar, TReal>
    {
        ++evaluations;
        return device.Rates(state, current);
    }

    /// <inheritdoc/>
    public TScalar ElectricField<TScalar>(DeviceState<TScalar> state)
        where TScalar : unmanaged, IScalar<TScalar, TReal> => device.ElectricField(state);
}
