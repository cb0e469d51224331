namespace Bruno.Gpu.Kernels.Scalars;

/// <summary>
/// A number that the equations of a device model are written in: a plain real number in the forward pass, a
/// <see cref="Dual{TReal,THold}"/> where derivatives are wanted. The equations are the same lines.
/// </summary>
/// <typeparam name="TSelf">The scalar.</typeparam>
/// <typeparam name="TReal">The real number below it; constants and parameters are of this type.</typeparam>
public interface IScalar<TSelf, TReal> : IArithmetic<TSelf>
    where TSelf : unmanaged, IScalar<TSelf, TReal>
    where TReal : unmanaged, IReal<TReal>
{
    /// <summary>The value, without derivatives.</summary>
    TReal Value { get; }

    /// <summary>Whether it carries derivatives with respect to a step's state and input.</summary>
    static abstract bool HasDerivatives { get; }

    /// <summary>A number without derivatives.</summary>
    static abstract TSelf Constant(TReal value);

    static abstract TSelf operator /(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf value);

    /// <summary>The number times a constant; cheaper than a product of two scalars.</summary>
    static abstract TSelf Scale(TReal factor, TSelf value);

    /// <summary>The number plus a constant.</summary>
    static abstract TSelf Shift(TSelf value, TReal offset);

    /// <summary>e to the power of <paramref name="value"/>.</summary>
    static abstract TSelf Exp(TSelf value);

    /// <summary>e to the power of <paramref name="value"/>, less one, without cancellation near 0.</summary>
    static abstract TSelf Expm1(TSelf value);

    /// <summary>The natural logarithm of a positive number.</summary>
    static abstract TSelf Log(TSelf value);

    /// <summary>The square root of a number that is not negative.</summary>
    static abstract TSelf Sqrt(TSelf value);

    /// <summary>A positive number to a constant power.</summary>
    static abstract TSelf PowPositive(TSelf value, TReal exponent);

    /// <summary>The magnitude; its derivative at 0 is 0.</summary>
    static abstract TSelf Abs(TSelf value);

    /// <summary>
    /// Marks a rate that a coarse linearisation may hold constant: the identity for values, and for derivatives wherever the
    /// <see cref="IHoldPolicy"/> in force keeps them.
    /// </summary>
    static abstract TSelf Hold(TSelf value);

    /// <summary>
    /// The same for a quantity that is no rate, and that every coarse linearisation holds constant, also one that keeps the
    /// derivatives of rates (Heracles' depletion width and leakage).
    /// </summary>
    static abstract TSelf HoldSlow(TSelf value);
}
