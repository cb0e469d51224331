namespace Bruno.Gpu.Accelerators;

/// <summary>Lengths of arrays, which kernels index with 32 bits: what is longer does not fit, and must not wrap around.</summary>
internal static class ArrayLength
{
    /// <summary>The elements of an array of these extents.</summary>
    /// <exception cref="DeviceMemoryExceededException">There are more than 2^31 - 1.</exception>
    public static int Of(params ReadOnlySpan<int> extents)
    {
        long product = 1;
        foreach (int extent in extents)
        {
            // Two 31-bit numbers fit into 63 bits, and a product that is too large stays so.
            product *= extent;
            if (product > int.MaxValue)
                throw new DeviceMemoryExceededException(product);
        }

        return (int)product;
    }

    /// <summary>The elements of two arrays, one after the other.</summary>
    /// <exception cref="DeviceMemoryExceededException">There are more than 2^31 - 1.</exception>
    public static int Sum(int first, int second) =>
        (long)first + second <= int.MaxValue ? first + second : throw new DeviceMemoryExceededException((long)first + second);
}
