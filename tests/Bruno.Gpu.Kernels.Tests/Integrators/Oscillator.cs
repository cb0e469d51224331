using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Tests.Integrators;

/// <summary>dV/dt = I - w x, dx/dt = w V: no stiff direction, and no real eigenvalue at all.</summary>
public readonly struct Oscillator<TReal> : IDevice<Oscillator<TReal>, TReal>
    where TReal : unmanaged, IReal<TReal>
{
    /// <summary>w, 1/ms.</summary>
    public const double Frequency = 3;

    public DeviceState<TReal> Initial => new(TReal.From(0), TReal.From(0));

    public DeviceState<TReal> Reset => Initial;

    public DeviceState<TReal> Lower => new(TReal.From(-9), TReal.From(-9));

    public DeviceState<TReal> Upper => new(TReal.From(9), TReal.From(9));

    public TReal Threshold => TReal.From(8);

    public bool Fires(TReal potential) => potential >= Threshold;

    public DeviceState<TScalar> Rates<TScalar>(DeviceState<TScalar> state, TScalar current)
        where TScalar : unmanaged, IScalar<TScalar, TReal> => new(
            current - TScalar.Scale(TReal.From(Frequency), state.Internal), TScalar.Scale(TReal.From(Frequency), state.Potential));

    public TScalar ElectricField<TScalar>(DeviceState<TScalar> state)
        where TScalar : unmanaged, IScalar<TScalar, TReal> => state.Potential;
}
