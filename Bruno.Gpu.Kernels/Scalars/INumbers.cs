namespace Bruno.Gpu.Kernels.Scalars;

/// <summary>A fixed number of numbers that live in registers: a state, a row or a column of derivatives. A product is that of each with the one in its place.</summary>
/// <typeparam name="TSelf">The numbers.</typeparam>
/// <typeparam name="T">One of them.</typeparam>
public interface INumbers<TSelf, T> : IArithmetic<TSelf>
    where TSelf : unmanaged, INumbers<TSelf, T>
    where T : unmanaged, IArithmetic<T>
{
    /// <summary>How many there are.</summary>
    static abstract int Count { get; }

    /// <summary>One of them.</summary>
    T this[int index] { get; }

    /// <summary>The same with another number at an index.</summary>
    TSelf With(int index, T value);

    /// <summary>Numbers that are all the same.</summary>
    static abstract TSelf All(T value);

    static abstract TSelf operator *(T factor, TSelf numbers);

    /// <summary>A factor times numbers plus another times others, in one.</summary>
    static abstract TSelf WeightedSum(T factor, TSelf numbers, T otherFactor, TSelf others);
}
