using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Devices;

/// <summary>
/// A compact model of a spiking device, written once: its differential equations over any scalar, its bounds and its
/// spike-and-reset rule. Forward values, coarse linearisations and exact sensitivities all evaluate the same
/// <see cref="Rates{TScalar}"/>. The value itself holds the constants of one device, in the internal units
/// ms, V, nA, pF and pC, which keep float32 far from its limits.
/// </summary>
/// <typeparam name="TSelf">The model.</typeparam>
/// <typeparam name="TReal">The precision it is evaluated in.</typeparam>
public interface IDevice<TSelf, TReal>
    where TSelf : unmanaged, IDevice<TSelf, TReal>
    where TReal : unmanaged, IReal<TReal>
{
    /// <summary>Where a fresh device starts.</summary>
    DeviceState<TReal> Initial { get; }

    /// <summary>Where a device is for the whole outer step after a spike.</summary>
    DeviceState<TReal> Reset { get; }

    /// <summary>The smallest state; every step is clipped to it.</summary>
    DeviceState<TReal> Lower { get; }

    /// <summary>The largest state; every step is clipped to it.</summary>
    DeviceState<TReal> Upper { get; }

    /// <summary>The potential at which the device fires, V.</summary>
    TReal Threshold { get; }

    /// <summary>Whether a device at this potential fires.</summary>
    bool Fires(TReal potential);

    /// <summary>The time derivative of the state, per ms, at an input current in nA.</summary>
    DeviceState<TScalar> Rates<TScalar>(DeviceState<TScalar> state, TScalar current)
        where TScalar : unmanaged, IScalar<TScalar, TReal>;

    /// <summary>The electric field in the device, V/nm; what <c>simulate</c> plots.</summary>
    TScalar ElectricField<TScalar>(DeviceState<TScalar> state)
        where TScalar : unmanaged, IScalar<TScalar, TReal>;
}
