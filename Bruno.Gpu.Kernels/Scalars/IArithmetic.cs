namespace Bruno.Gpu.Kernels.Scalars;

/// <summary>What may stand for one of several <see cref="INumbers{TSelf,T}"/>: a number with or without derivatives, or numbers themselves.</summary>
public interface IArithmetic<TSelf>
    where TSelf : unmanaged, IArithmetic<TSelf>
{
    static abstract TSelf operator +(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf left, TSelf right);

    static abstract TSelf operator *(TSelf left, TSelf right);

    /// <summary>
    /// One of two, by whether <paramref name="left"/> is less than <paramref name="right"/> in value: a choice without a branch, which
    /// a vector of lanes makes for each, and numbers each in its place.
    /// </summary>
    static abstract TSelf WhereLess(TSelf left, TSelf right, TSelf then, TSelf otherwise);
}
