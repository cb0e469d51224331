using System.Numerics;

namespace Bruno.Gpu.Synapses;

/// <summary>Sums and products of rows in the host's registers: blocks of rows by vectors of columns, each summed in a fixed order.</summary>
internal static unsafe class HostMultiplication<TNumber>
    where TNumber : unmanaged, INumber<TNumber>
{
    /// <summary>How many rows of a result are made at once.</summary>
    public const int RowBlock = 4;

    private const int DepthBlock = 256;

    /// <summary>target += source.</summary>
    public static void Add(TNumber* source, TNumber* target, int length)
    {
        int i = 0;
        for (; i <= length - Vector<TNumber>.Count; i += Vector<TNumber>.Count)
            (Vector.Load(target + i) + Vector.Load(source + i)).Store(target + i);
        for (; i < length; ++i)
            target[i] += source[i];
    }

    /// <summary>
    /// c[i, j] += sum over k of a(i, k) b(k, j) for rows begin..end, k ascending; a(i, k) lies at i * rowStride + k *
    /// depthStride and b(k, j) at k * lineStride + j, strides of either sign; c is dense with <paramref name="columns"/>
    /// columns.
    /// </summary>
    public static void Multiply(
        TNumber* a, int rowStride, int depthStride, TNumber* b, int lineStride, TNumber* c, int begin, int end, int depth, int columns)
    {
        for (int first = 0; first < depth; first += DepthBlock)
        {
            int last = Math.Min(first + DepthBlock, depth);
            int row = begin;
            for (; row <= end - RowBlock; row += RowBlock)
                MultiplyRows(a + (long)row * rowStride, rowStride, depthStride, b, lineStride, c + (long)row * columns, first, last, columns);
            for (; row < end; ++row)
                MultiplyRow(a + (long)row * rowStride, depthStride, b, lineStride, c + (long)row * columns, first, last, columns);
        }
    }

    private static void MultiplyRows(
        TNumber* a, int rowStride, int depthStride, TNumber* b, int lineStride, TNumber* c, int first, int last, int columns)
    {
        int width = Vector<TNumber>.Count;
        TNumber* a1 = a + rowStride, a2 = a1 + rowStride, a3 = a2 + rowStride;
        TNumber* c1 = c + columns, c2 = c1 + columns, c3 = c2 + columns;
        int j = 0;
        for (; j <= columns - 2 * width; j += 2 * width)
        {
            Vector<TNumber> s00 = Vector.Load(c + j), s01 = Vector.Load(c + j + width);
            Vector<TNumber> s10 = Vector.Load(c1 + j), s11 = Vector.Load(c1 + j + width);
            Vector<TNumber> s20 = Vector.Load(c2 + j), s21 = Vector.Load(c2 + j + width);
            Vector<TNumber> s30 = Vector.Load(c3 + j), s31 = Vector.Load(c3 + j + width);
            for (int k = first; k < last; ++k)
            {
                TNumber* line = b + (long)k * lineStride + j;
                long at = (long)k * depthStride;
                Vector<TNumber> b0 = Vector.Load(line), b1 = Vector.Load(line + width);
                Vector<TNumber> x = new(a[at]);
                s00 += x * b0;
                s01 += x * b1;
                x = new(a1[at]);
                s10 += x * b0;
                s11 += x * b1;
                x = new(a2[at]);
                s20 += x * b0;
                s21 += x * b1;
                x = new(a3[at]);
                s30 += x * b0;
                s31 += x * b1;
            }

            s00.Store(c + j);
            s01.Store(c + j + width);
            s10.Store(c1 + j);
            s11.Store(c1 + j + width);
            s20.Store(c2 + j);
            s21.Store(c2 + j + width);
            s30.Store(c3 + j);
            s31.Store(c3 + j + width);
        }

        for (; j <= columns - width; j += width)
        {
            Vector<TNumber> s0 = Vector.Load(c + j), s1 = Vector.Load(c1 + j);
            Vector<TNumber> s2 = Vector.Load(c2 + j), s3 = Vector.Load(c3 + j);
            for (int k = first; k < last; ++k)
            {
                Vector<TNumber> line = Vector.Load(b + (long)k * lineStride + j);
                long at = (long)k * depthStride;
                s0 += new Vector<TNumber>(a[at]) * line;
                s1 += new Vector<TNumber>(a1[at]) * line;
                s2 += new Vector<TNumber>(a2[at]) * line;
                s3 += new Vector<TNumber>(a3[at]) * line;
            }

            s0.Store(c + j);
            s1.Store(c1 + j);
            s2.Store(c2 + j);
            s3.Store(c3 + j);
        }

        for (; j < columns; ++j)
        {
            TNumber s0 = c[j], s1 = c1[j], s2 = c2[j], s3 = c3[j];
            for (int k = first; k < last; ++k)
            {
                TNumber value = b[(long)k * lineStride + j];
                long at = (long)k * depthStride;
                s0 += a[at] * value;
                s1 += a1[at] * value;
                s2 += a2[at] * value;
                s3 += a3[at] * value;
            }

            c[j] = s0;
            c1[j] = s1;
            c2[j] = s2;
            c3[j] = s3;
        }
    }

    private static void MultiplyRow(
        TNumber* a, int depthStride, TNumber* b, int lineStride, TNumber* c, int first, int last, int columns)
    {
        int width = Vector<TNumber>.Count;
        int j = 0;
        for (; j <= columns - width; j += width)
        {
            Vector<TNumber> sum = Vector.Load(c + j);
            for (int k = first; k < last; ++k)
                sum += new Vector<TNumber>(a[(long)k * depthStride]) * Vector.Load(b + (long)k * lineStride + j);
            sum.Store(c + j);
        }

        for (; j < columns; ++j)
        {
            TNumber sum = c[j];
            for (int k = first; k < last; ++k)
                sum += a[(long)k * depthStride] * b[(long)k * lineStride + j];
            c[j] = sum;
        }
    }
}
