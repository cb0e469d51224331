using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Vectors;

/// <summary>A square matrix that lives in registers, by its columns: the derivative of something by a state.</summary>
/// <typeparam name="TSelf">The matrix.</typeparam>
/// <typeparam name="T">One of its numbers.</typeparam>
/// <typeparam name="TColumn">A column.</typeparam>
public interface IMatrix<TSelf, T, TColumn>
    where TSelf : unmanaged, IMatrix<TSelf, T, TColumn>
    where T : unmanaged, IReal<T>
    where TColumn : unmanaged, INumbers<TColumn, T>
{
    /// <summary>A column.</summary>
    TColumn this[int column] { get; }

    /// <summary>The same with another column.</summary>
    TSelf With(int column, TColumn value);

    /// <summary>A number on the diagonal, and 0 elsewhere.</summary>
    static abstract TSelf Diagonal(T value);

    static abstract TSelf operator +(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf left, TSelf right);

    static abstract TSelf operator *(T factor, TSelf matrix);

    /// <summary>A sum with M x added to it, a column of M after the other.</summary>
    TColumn AddTo(TColumn sum, TColumn x);

    /// <summary>The adjoint of x from that of M x: the transposed matrix times it; what does not depend contributes nothing (<see cref="Adjoint"/>).</summary>
    TColumn Pull(TColumn adjoint);

    /// <summary>The adjoint of a number that a state depends on by these derivatives.</summary>
    static abstract T Dot(TColumn adjoint, TColumn derivatives);

    /// <summary>The matrix with each of its columns mapped.</summary>
    TSelf Each<TMap>(TMap map)
        where TMap : struct, IColumnMap<TColumn>;
}
