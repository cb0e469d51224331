namespace Bruno.Gpu.Kernels.Scalars;

/// <summary>A fixed number of partial derivatives, carried along by a dual number.</summary>
public interface IPartials<TSelf, TReal>
    where TSelf : unmanaged, IPartials<TSelf, TReal>
    where TReal : unmanaged, IReal<TReal>
{
    /// <summary>All partial derivatives zero.</summary>
    static abstract TSelf Zero { get; }

    static abstract TSelf operator +(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf left, TSelf right);

    /// <summary>The partial derivatives times a factor: the chain rule.</summary>
    static abstract TSelf operator *(TReal factor, TSelf partials);
}
