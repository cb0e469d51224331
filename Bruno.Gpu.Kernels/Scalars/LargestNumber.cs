namespace Bruno.Gpu.Kernels.Scalars;

/// <summary>The largest finite number of a precision; for the host.</summary>
public static class LargestNumber
{
    /// <summary>The number.</summary>
    public static T Of<T>()
        where T : unmanaged, IReal<T> => T.From(typeof(T) == typeof(Float32) ? float.MaxValue : double.MaxValue);
}
