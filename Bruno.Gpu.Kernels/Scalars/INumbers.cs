namespace Bruno.Gpu.Kernels.Scalars;

/// <summary>A fixed number of real numbers that live in registers: a state, a row of derivatives.</summary>
/// <typeparam name="TSelf">The numbers.</typeparam>
/// <typeparam name="T">One of them.</typeparam>
public interface INumbers<TSelf, T>
    where TSelf : unmanaged, INumbers<TSelf, T>
    where T : unmanaged, IReal<T>
{
    /// <summary>How many there are.</summary>
    static abstract int Count { get; }

    /// <summary>One of them.</summary>
    T this[int index] { get; }

    /// <summary>The same with another number at an index.</summary>
    TSelf With(int index, T value);

    /// <summary>Numbers that are all the same.</summary>
    static abstract TSelf All(T value);

    static abstract TSelf operator +(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf left, TSelf right);

    /// <summary>Each number times that in its place.</summary>
    static abstract TSelf operator *(TSelf left, TSelf right);

    static abstract TSelf operator *(T factor, TSelf numbers);

    /// <summary>One of two rows of numbers, by whether <paramref name="left"/> is less than <paramref name="right"/>.</summary>
    static abstract TSelf WhereLess(T left, T right, TSelf then, TSelf otherwise);
}
