using System.Numerics;
using System.Runtime.CompilerServices;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Synapses;
using ILGPU;
using ILGPU.Runtime;

namespace Bruno.Gpu.Synapses;

/// <summary>
/// The products on the host's own cores, in place on the buffers of the CPU accelerator: blocks of rows by vectors of
/// columns for real values, and additions of rows for spikes. The work is divided by rows of the result, each summed
/// in a fixed order by one thread.
/// </summary>
/// <typeparam name="T">The scalar of the buffers.</typeparam>
/// <typeparam name="TNumber">The primitive number it wraps.</typeparam>
public sealed unsafe class HostMatrixProduct<T, TNumber> : IMatrixProduct<T>
    where T : unmanaged, IReal<T>
    where TNumber : unmanaged, INumber<TNumber>
{
    private const int RowBlock = 4;
    private const int DepthBlock = 256;

    private readonly ComputeDevice device;
    private TNumber[] transposed = [];

    /// <summary>Products on a device whose buffers are host memory.</summary>
    public HostMatrixProduct(ComputeDevice device)
    {
        if (!device.IsHost || sizeof(T) != sizeof(TNumber))
            throw new ArgumentException("Host products need a device in host memory and a matching number.", nameof(device));
        this.device = device;
    }

    /// <inheritdoc/>
    public void Forward(
        MatrixShape shape, WeightSelection selection, Signal<T> x, ArrayView<T> weights, ArrayView<T> bias, ArrayView<T> y)
    {
        device.Synchronize();
        TNumber* w = Pointer(weights), b = bias.Length > 0 ? Pointer(bias) : null, result = Pointer(y);
        int inputs = shape.Inputs, outputs = shape.Outputs;
        Spike* spikes = x.IsSpiking ? (Spike*)x.Spikes.LoadEffectiveAddressAsPtr() : null;
        TNumber* values = x.IsSpiking ? null : Pointer(x.Values);
        HostWork.Divide(shape.Rows, RowBlock, (begin, end) =>
        {
            for (int row = begin; row < end; ++row)
            {
                Span<TNumber> target = new(result + (long)row * outputs, outputs);
                if (b == null)
                    target.Clear();
                else
                    new Span<TNumber>(b, outputs).CopyTo(target);
            }

            for (int run = begin; values != null && run < end; run = selection.EndOfRun(run, end))
            {
                TNumber* selected = w + (long)selection.Of(run) * inputs * outputs;
                Multiply(values, inputs, 1, selected, outputs, result, run, selection.EndOfRun(run, end), inputs, outputs);
            }

            for (int row = begin; spikes != null && row < end; ++row)
            {
                TNumber* selected = w + (long)selection.Of(row) * inputs * outputs;
                for (int from = 0; from < inputs; ++from)
                {
                    if (spikes[(long)row * inputs + from].Fired)
                        Add(selected + (long)from * outputs, result + (long)row * outputs, outputs);
                }
            }
        });
    }

    /// <inheritdoc/>
    public void BackwardInput(MatrixShape shape, WeightSelection selection, ArrayView<T> dy, ArrayView<T> weights, ArrayView<T> dx)
    {
        device.Synchronize();
        int inputs = shape.Inputs, outputs = shape.Outputs;
        TNumber* w = Pointer(weights), adjoints = Pointer(dy), result = Pointer(dx);
        Transpose(w, selection.Matrices, inputs, outputs);
        fixed (TNumber* pinned = transposed)
        {
            TNumber* wt = pinned;
            HostWork.Divide(shape.Rows, RowBlock, (begin, end) =>
            {
                new Span<TNumber>(result + (long)begin * inputs, (end - begin) * inputs).Clear();
                for (int run = begin; run < end; run = selection.EndOfRun(run, end))
                {
                    TNumber* selected = wt + (long)selection.Of(run) * inputs * outputs;
                    Multiply(adjoints, outputs, 1, selected, inputs, result, run, selection.EndOfRun(run, end), outputs, inputs);
                }
            });
        }
    }

    /// <inheritdoc/>
    public void BackwardWeights(MatrixShape shape, Signal<T> x, ArrayView<T> dy, ArrayView<T> dw)
    {
        device.Synchronize();
        int inputs = shape.Inputs, outputs = shape.Outputs, rows = shape.Rows;
        TNumber* adjoints = Pointer(dy), result = Pointer(dw);
        Spike* spikes = x.IsSpiking ? (Spike*)x.Spikes.LoadEffectiveAddressAsPtr() : null;
        TNumber* values = x.IsSpiking ? null : Pointer(x.Values);
        HostWork.Divide(inputs, RowBlock, (begin, end) =>
        {
            if (values != null)
            {
                long last = Math.Max(rows - 1, 0);
                Multiply(
                    values + last * inputs, 1, -inputs, adjoints + last * outputs, -outputs, result, begin, end, rows, outputs);
            }

            for (int row = rows - 1; spikes != null && row >= 0; --row)
            {
                for (int from = begin; from < end; ++from)
                {
                    if (spikes[(long)row * inputs + from].Fired)
                        Add(adjoints + (long)row * outputs, result + (long)from * outputs, outputs);
                }
            }
        });
    }

    /// <inheritdoc/>
    public void BackwardBias(MatrixShape shape, ArrayView<T> dy, ArrayView<T> db)
    {
        device.Synchronize();
        TNumber* adjoints = Pointer(dy), result = Pointer(db);
        HostWork.Divide(shape.Outputs, Vector<TNumber>.Count, (begin, end) =>
        {
            for (int row = shape.Rows - 1; row >= 0; --row)
                Add(adjoints + (long)row * shape.Outputs + begin, result + begin, end - begin);
        });
    }

    /// <summary>Puts the transposes of some matrices, one after the other, into <see cref="transposed"/>.</summary>
    private void Transpose(TNumber* weights, int matrices, int inputs, int outputs)
    {
        int size = inputs * outputs;
        if (transposed.Length < matrices * size)
            transposed = new TNumber[matrices * size];
        for (int first = 0; first < matrices * size; first += size)
        {
            for (int from = 0; from < inputs; ++from)
            {
                for (int to = 0; to < outputs; ++to)
                    transposed[first + to * inputs + from] = weights[first + from * outputs + to];
            }
        }
    }

    private static TNumber* Pointer(ArrayView<T> view) => (TNumber*)view.LoadEffectiveAddressAsPtr();

    /// <summary>target += source.</summary>
    private static void Add(TNumber* source, TNumber* target, int length)
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
    private static void Multiply(
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
