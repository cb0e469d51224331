using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Tests.Integrators;

/// <summary>A device that counts, for each thread, how often its rates are evaluated.</summary>
public readonly struct CountingDevice<TDevice, TReal>(TDevice device) : IDevice<CountingDevice<TDevice, TReal>, TReal>
    where TDevice : unmanaged, IDevice<TDevice, TReal>
    where TReal : unmanaged, IReal<TReal>
{
    [ThreadStatic]
    private static long evaluations;

    private readonly TDevice device = device;

    /// <summary>How often, since it was last set to 0.</summary>
    public static long Evaluations { get => evaluations; set => evaluations = value; }

    public DeviceState<TReal> Initial => device.Initial;

    public DeviceState<TReal> Reset => device.Reset;

    public DeviceState<TReal> Lower => device.Lower;

    public DeviceState<TReal> Upper => device.Upper;

    public TReal Threshold => device.Threshold;

    public bool Fires(TReal potential) => device.Fires(potential);

    public DeviceState<TScalar> Rates<TScalar>(DeviceState<TScalar> state, TScalar current)
        where TScalar : unmanaged, IScalar<TScalar, TReal>
    {
        ++evaluations;
        return device.Rates(state, current);
    }

    public TScalar ElectricField<TScalar>(DeviceState<TScalar> state)
        where TScalar : unmanaged, IScalar<TScalar, TReal> => device.ElectricField(state);
}
