namespace Bruno.Gpu.Kernels.Gradients;

/// <summary>
/// The derivative of one outer step's map (V, P, I) -> (V', P'): a 2 x 3 matrix, row by row.
/// Units: those of the device state over those of the state or of nA.
/// </summary>
public readonly struct Jacobian<T>(
    T potentialByPotential, T potentialByInternal, T potentialByCurrent,
    T internalByPotential, T internalByInternal, T internalByCurrent)
    where T : unmanaged
{
    public readonly T PotentialByPotential = potentialByPotential;
    public readonly T PotentialByInternal = potentialByInternal;
    public readonly T PotentialByCurrent = potentialByCurrent;
    public readonly T InternalByPotential = internalByPotential;
    public readonly T InternalByInternal = internalByInternal;
    public readonly T InternalByCurrent = internalByCurrent;
}
