using System.Globalization;

namespace Bruno.Gpu.Energy;

/// <summary>
/// Energies of operations and memory accesses of CMOS at 45 nm and 0.9 V, J: M. Horowitz, "Computing's energy problem (and what we can do about it)",
/// ISSCC 2014. What lies between two of its figures is interpolated along a power of the number of bits.
/// </summary>
internal static class DigitalFigures
{
    private const double Picojoule = 1e-12;
    private const int BitsOfAccess = 64;

    /// <summary>Bits of a sum of products, and of a membrane potential.</summary>
    public const int BitsOfSum = 32;

    /// <summary>Adding two 32-bit integers.</summary>
    public const double IntegerAddition = 0.1 * Picojoule;

    private const double FloatAddition = 0.9 * Picojoule, FloatMultiplication = 3.7 * Picojoule;
    private const double Multiplication8 = 0.2 * Picojoule, Multiplication32 = 3.1 * Picojoule;

    /// <summary>What a memory holds, bytes, and an access to 64 bits of it takes; off the chip, the lower of the two figures of DRAM.</summary>
    private static readonly (long Bytes, double Access, string Name)[] Memories =
    [
        (8 << 10, 10 * Picojoule, "8 KB of SRAM"), (32 << 10, 20 * Picojoule, "32 KB of SRAM"), (1 << 20, 100 * Picojoule, "1 MB of SRAM"),
        (long.MaxValue, 1300 * Picojoule, "DRAM"),
    ];

    /// <summary>Adding to a sum.</summary>
    /// <param name="isFloat">In 32-bit floating point.</param>
    public static double Addition(bool isFloat) => isFloat ? FloatAddition : IntegerAddition;

    /// <summary>Multiplying two integers: the cells of a multiplier grow with the product of their bits.</summary>
    /// <param name="bits">Bits of one; none of 32-bit floating point.</param>
    /// <param name="others">Bits of the other.</param>
    public static double Multiplication(int? bits, int others)
    {
        if (bits is not int own)
            return FloatMultiplication;
        double exponent = Math.Log(Multiplication32 / Multiplication8) / Math.Log(32.0 / 8);
        return Multiplication8 * Math.Pow(Math.Sqrt((double)own * others) / 8, exponent);
    }

    /// <summary>The smallest memory that holds so much: what an access takes for each bit, and its name.</summary>
    public static (double PerBit, string Name) MemoryOf(long bytes)
    {
        (_, double access, string name) = Memories.First(memory => bytes <= memory.Bytes);
        return (access / BitsOfAccess, name);
    }

    /// <summary>The figures that were used, a sentence each.</summary>
    /// <param name="bits">Bits of the weights; none of 32-bit floating point.</param>
    /// <param name="memory">The memory.</param>
    public static string Describe(int? bits, (double PerBit, string Name) memory) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(bits is int own ? $"{own}-bit integers" : "32-bit floating point")}: multiplication {Multiplication(bits, bits ?? BitsOfSum) / Picojoule:0.###} pJ, "
        + $"addition {Addition(bits is null) / Picojoule:0.###} pJ, access to {memory.Name} {memory.PerBit / Picojoule:0.###} pJ a bit");
}
