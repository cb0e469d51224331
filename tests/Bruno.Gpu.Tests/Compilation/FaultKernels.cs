using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Tests.Compilation;

/// <summary>The smallest kernels that ILGPU 1.5.3's own code gets wrong; see docs/backends.md.</summary>
public static class FaultKernels
{
    /// <summary>In OpenCL C, the second branch reads what only the first one saved.</summary>
    public static int StaleTemporary(int x)
    {
        int a = x, b = 0, n = 0;
        while (a < 1000)
        {
            ++n;
            if (n % 3 == 0)
            {
                b += 7;
                continue;
            }

            if (n % 3 == 2)
            {
                b = a;
                continue;
            }

            a = a * 3 + n;
        }

        return b;
    }

    /// <summary>In OpenCL C, the result is the last number, not the one before.</summary>
    public static int LostCopy(int x)
    {
        int previous;
        do
        {
            previous = x;
            x = x * 3 + 1;
        }
        while (x < 100);
        return previous;
    }

    /// <summary>In PTX too, where the other branch leads back to the head of the loop.</summary>
    public static int LostCopyInPtx(int x)
    {
        int n = 0;
        for (; ; )
        {
            if (++n > 5)
                break;
            int old = x;
            x = Next(x);
            if (x < 5)
                continue;
            x = old + 1;
        }

        return x;
    }

    /// <summary>In PTX, the way out reads a temporary that only the way back wrote.</summary>
    public static int TemporaryOfTheOtherBranch(int x)
    {
        int a = x, b = Next(x), n = 0, result;
        do
        {
            result = 7;
            if (Next(a) == 0)
                break;
            result = b;
            int kept = a;
            a = b;
            b = kept;
        }
        while (++n < 5);
        return result;
    }

    /// <summary>The same as <see cref="StaleTemporary(int)"/>, which inlined would be generated otherwise, and right.</summary>
    public static void StaleTemporary(Index1D index, ArrayView<int> data)
    {
        int a = data[index], b = 0, n = 0;
        while (a < 1000)
        {
            ++n;
            if (n % 3 == 0)
            {
                b += 7;
                continue;
            }

            if (n % 3 == 2)
            {
                b = a;
                continue;
            }

            a = a * 3 + n;
        }

        data[index] = b;
    }

    /// <summary>Runs <see cref="LostCopy(int)"/>.</summary>
    public static void LostCopy(Index1D index, ArrayView<int> data) => data[index] = LostCopy(data[index]);

    /// <summary>Runs <see cref="LostCopyInPtx(int)"/>.</summary>
    public static void LostCopyInPtx(Index1D index, ArrayView<int> data) => data[index] = LostCopyInPtx(data[index]);

    /// <summary>Runs <see cref="TemporaryOfTheOtherBranch(int)"/>.</summary>
    public static void TemporaryOfTheOtherBranch(Index1D index, ArrayView<int> data) => data[index] = TemporaryOfTheOtherBranch(data[index]);

    /// <summary>Comparisons of a number with one that is none: bits of those that are true.</summary>
    public static void Comparisons<T>(Index1D index, ArrayView<T> left, ArrayView<T> right, ArrayView<int> result)
        where T : unmanaged, IReal<T>
    {
        T x = left[index], y = right[index], zero = T.From(0);
        int bits = 0;
        if (x < y)
            bits |= 1;
        if (x <= y)
            bits |= 2;
        if (x > y)
            bits |= 4;
        if (x >= y)
            bits |= 8;
        bool isNotLess = !(x < y), isNotAtMost = !(x <= y), isNotMore = !(x > y), isNotAtLeast = !(x >= y);
        bits |= (isNotLess ? 16 : 0) | (isNotAtMost ? 32 : 0) | (isNotMore ? 64 : 0) | (isNotAtLeast ? 128 : 0);
        bits |= T.AnyLess(zero, x) ? 256 : 0;
        bits |= T.ToDouble(T.WhereLess(zero, x, T.From(1), zero)) != 0 ? 512 : 0;
        if (!(x <= y) || !(y <= x))
            bits |= 1024;
        int rounds = 0;
        while (x > zero && rounds < 3)
        {
            x -= T.From(1);
            ++rounds;
        }

        result[index] = bits | (rounds << 12);
    }

    private static int Next(int x) => (x * 5 + 3) % 8;
}
