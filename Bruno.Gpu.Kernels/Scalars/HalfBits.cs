using ILGPU;

namespace Bruno.Gpu.Kernels.Scalars;

/// <summary>
/// Numbers in 16 bits (IEEE 754 binary16), for storage only: eleven significant bits, from 6e-8 to 65504. By integer
/// arithmetic, because not every device computes with them.
/// </summary>
public static class HalfBits
{
    private const uint Infinity = 0x7C00;
    private const float SmallestStep = 1f / (1 << 24);

    /// <summary>The nearest number in 16 bits; beyond the largest, infinity.</summary>
    public static ushort From(float value)
    {
        uint bits = Interop.FloatAsInt(value);
        uint sign = (bits >> 16) & 0x8000, magnitude = bits & 0x7FFFFFFF;
        if (magnitude > 0x7F800000)
            return (ushort)(sign | Infinity | 1);
        if (magnitude >= 0x477FF000)
            return (ushort)(sign | Infinity);
        if (magnitude < 0x38800000)
        {
            float steps = (Ordering.Less(value, 0f) ? -value : value) / SmallestStep;
            // Signed: ILGPU takes an unsigned number to float by way of double, which not every device has.
            int whole = (int)steps;
            float rest = steps - whole;
            bool isUp = Ordering.Less(0.5f, rest) || (Ordering.AtMost(0.5f, rest) && (whole & 1) != 0);
            return (ushort)(sign | (uint)(isUp ? whole + 1 : whole));
        }

        // Half of the last place is added, less where the last bit is even; then the exponent changes its bias.
        uint rounded = magnitude + 0xFFF + ((magnitude >> 13) & 1);
        return (ushort)(sign | ((rounded - 0x38000000) >> 13));
    }

    /// <summary>The number that 16 bits stand for.</summary>
    public static float ToFloat(ushort half)
    {
        uint sign = (half & 0x8000u) << 16, magnitude = half & 0x7FFFu;
        if (magnitude >= Infinity)
            return Interop.IntAsFloat(sign | 0x7F800000 | ((magnitude & 0x3FF) << 13));
        if (magnitude < 0x400)
        {
            float value = (int)magnitude * SmallestStep;
            return sign != 0 ? -value : value;
        }

        return Interop.IntAsFloat(sign | ((magnitude << 13) + 0x38000000));
    }

    /// <summary>The next smaller number; not of infinities.</summary>
    public static ushort Below(ushort half)
    {
        if (half == 0)
            return 0x8001;
        return (half & 0x8000) != 0 ? (ushort)(half + 1) : (ushort)(half - 1);
    }

    /// <summary>The next larger number; not of infinities.</summary>
    public static ushort Above(ushort half)
    {
        if (half == 0x8000)
            return 1;
        return (half & 0x8000) != 0 ? (ushort)(half - 1) : (ushort)(half + 1);
    }
}
