namespace Bruno.Gpu.Kernels.Devices;

/// <summary>
/// The state of a compact model: a membrane potential and one internal variable (a ferroelectric's polarization).
/// Units are the model's own; see <see cref="IDevice{TSelf,TReal}"/>.
/// </summary>
/// <typeparam name="T">Any scalar: a real number, or a dual number.</typeparam>
public readonly struct DeviceState<T>(T potential, T @internal)
    where T : unmanaged
{
    /// <summary>The membrane potential, V.</summary>
    public readonly T Potential = potential;

    /// <summary>The internal variable.</summary>
    public readonly T Internal = @internal;
}
