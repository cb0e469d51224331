namespace Bruno.Gpu.Kernels.Scalars;

/// <summary>A real number of a stated precision: <see cref="Float32"/> or <see cref="Float64"/>.</summary>
public interface IReal<TSelf> : IScalar<TSelf, TSelf>
    where TSelf : unmanaged, IReal<TSelf>
{
    /// <summary>The nearest number to a double.</summary>
    static abstract TSelf From(double value);

    /// <summary>The nearest number to an integer.</summary>
    static abstract TSelf From(int value);

    /// <summary>The number as a double.</summary>
    static abstract double ToDouble(TSelf value);

    /// <summary>The nearest number in 16 bits.</summary>
    static abstract ushort ToHalf(TSelf value);

    /// <summary>The number that 16 bits stand for.</summary>
    static abstract TSelf FromHalf(ushort half);

    static abstract bool operator <(TSelf left, TSelf right);

    static abstract bool operator >(TSelf left, TSelf right);

    static abstract bool operator <=(TSelf left, TSelf right);

    static abstract bool operator >=(TSelf left, TSelf right);

    /// <summary>Whether a number is less than another; of lanes, whether all are.</summary>
    static abstract bool AllLess(TSelf left, TSelf right);

    /// <summary>Whether a number is less than another; of lanes, whether any is.</summary>
    static abstract bool AnyLess(TSelf left, TSelf right);

    /// <summary>The distance from 1 to the next larger number.</summary>
    static abstract TSelf Spacing { get; }

    /// <summary>phi3(z) = (e^z - 1 - z - z^2 / 2) / z^3 for |z| up to 1, where the quotient itself would cancel.</summary>
    static abstract TSelf SmallPhi3(TSelf value);

    /// <summary>The nearest whole number, of magnitudes below 2^22; it has no derivative.</summary>
    static abstract TSelf Nearest(TSelf value);
}
