namespace Bruno.Gpu.Kernels.Scalars;

/// <summary>Says what <see cref="IScalar{TSelf,TReal}.Hold"/> and <see cref="IScalar{TSelf,TReal}.HoldSlow"/> do to derivatives.</summary>
public interface IHoldPolicy
{
    /// <summary>True: a marked rate has no derivative. False: it is differentiated like any other quantity.</summary>
    static abstract bool Holds { get; }

    /// <summary>The same for marked quantities that are no rates.</summary>
    static abstract bool HoldsSlow { get; }
}
