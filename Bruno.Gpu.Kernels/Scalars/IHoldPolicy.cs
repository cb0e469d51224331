namespace Bruno.Gpu.Kernels.Scalars;

/// <summary>Says what <see cref="IScalar{TSelf,TReal}.Hold"/> does to derivatives.</summary>
public interface IHoldPolicy
{
    /// <summary>True: a marked quantity has no derivative. False: it is differentiated like any other.</summary>
    static abstract bool Holds { get; }
}
