using System.Numerics;
using System.Runtime.CompilerServices;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Matrices;
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
internal sealed unsafe class HostMatrixProduct<T, TNumber> : IMatrixProduct<T>
    where T : unmanaged, IReal<T>
    where TNumber : unmanaged, INumber<TNumber>
{
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
        ProductInvariant.Forward(shape, selection, x, weights, bias, y);
        device.Synchronize();
        TNumber* w = Pointer(weights), b = bias.Length > 0 ? Pointer(bias) : null, result = Pointer(y);
        device.Team.Divide(shape.Rows, HostMultiplication<TNumber>.RowBlock, new ForwardWork(
            shape, selection, Spikes(x), x.IsSpiking ? null : Pointer(x.Values), w, b, result));
    }

    /// <inheritdoc/>
    public void BackwardInput(MatrixShape shape, WeightSelection selection, ArrayView<T> dy, ArrayView<T> weights, ArrayView<T> dx)
    {
        ProductInvariant.BackwardInput(shape, selection, dy, weights, dx);
        device.Synchronize();
        int inputs = shape.Inputs, outputs = shape.Outputs;
        TNumber* w = Pointer(weights), adjoints = Pointer(dy), result = Pointer(dx);
        Transpose(w, selection.Matrices, inputs, outputs);
        fixed (TNumber* pinned = transposed)
        {
            device.Team.Divide(shape.Rows, HostMultiplication<TNumber>.RowBlock, new BackwardInputWork(shape, selection, adjoints, pinned, result));
        }
    }

    /// <inheritdoc/>
    public void BackwardWeights(MatrixShape shape, Signal<T> x, ArrayView<T> dy, ArrayView<T> dw)
    {
        ProductInvariant.BackwardWeights(shape, x, dy, dw);
        device.Synchronize();
        device.Team.Divide(shape.Inputs, HostMultiplication<TNumber>.RowBlock, new BackwardWeightsWork(
            shape, Spikes(x), x.IsSpiking ? null : Pointer(x.Values), Pointer(dy), Pointer(dw)));
    }

    /// <inheritdoc/>
    public void BackwardBias(MatrixShape shape, ArrayView<T> dy, ArrayView<T> db)
    {
        ProductInvariant.BackwardBias(shape, dy, db);
        device.Synchronize();
        device.Team.Divide(shape.Outputs, Vector<TNumber>.Count, new BackwardBiasWork(shape, Pointer(dy), Pointer(db)));
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

    private static TNumber* Pointer(ArrayView<T> view) => view.Length > 0 ? (TNumber*)view.LoadEffectiveAddressAsPtr() : null;

    private static Spike* Spikes(Signal<T> x) => x.IsSpiking ? (Spike*)x.Spikes.LoadEffectiveAddressAsPtr() : null;

    private readonly struct ForwardWork(
        MatrixShape shape, WeightSelection selection, Spike* spikes, TNumber* values, TNumber* weights, TNumber* bias, TNumber* result)
        : IHostWork
    {
        private readonly Spike* spikes = spikes;
        private readonly TNumber* values = values;
        private readonly TNumber* weights = weights;
        private readonly TNumber* bias = bias;
        private readonly TNumber* result = result;

        public void Run(int begin, int end)
        {
            int inputs = shape.Inputs, outputs = shape.Outputs;
            for (int row = begin; row < end; ++row)
            {
                Span<TNumber> target = new(result + (long)row * outputs, outputs);
                if (bias == null)
                    target.Clear();
                else
                    new Span<TNumber>(bias, outputs).CopyTo(target);
            }

            for (int run = begin; values != null && run < end; run = selection.EndOfRun(run, end))
            {
                TNumber* selected = weights + (long)selection.Of(run) * inputs * outputs;
                HostMultiplication<TNumber>.Multiply(
                    values, inputs, 1, selected, outputs, result, run, selection.EndOfRun(run, end), inputs, outputs);
            }

            for (int row = begin; spikes != null && row < end; ++row)
            {
                TNumber* selected = weights + (long)selection.Of(row) * inputs * outputs;
                for (int from = 0; from < inputs; ++from)
                {
                    if (spikes[(long)row * inputs + from].Fired)
                        HostMultiplication<TNumber>.Add(selected + (long)from * outputs, result + (long)row * outputs, outputs);
                }
            }
        }
    }

    private readonly struct BackwardInputWork(
        MatrixShape shape, WeightSelection selection, TNumber* adjoints, TNumber* transposed, TNumber* result) : IHostWork
    {
        private readonly TNumber* adjoints = adjoints;
        private readonly TNumber* transposed = transposed;
        private readonly TNumber* result = result;

        public void Run(int begin, int end)
        {
            int inputs = shape.Inputs, outputs = shape.Outputs;
            new Span<TNumber>(result + (long)begin * inputs, (end - begin) * inputs).Clear();
            for (int run = begin; run < end; run = selection.EndOfRun(run, end))
            {
                TNumber* selected = transposed + (long)selection.Of(run) * inputs * outputs;
                HostMultiplication<TNumber>.Multiply(
                    adjoints, outputs, 1, selected, inputs, result, run, selection.EndOfRun(run, end), outputs, inputs);
            }
        }
    }

    private readonly struct BackwardWeightsWork(MatrixShape shape, Spike* spikes, TNumber* values, TNumber* adjoints, TNumber* result)
        : IHostWork
    {
        private readonly Spike* spikes = spikes;
        private readonly TNumber* values = values;
        private readonly TNumber* adjoints = adjoints;
        private readonly TNumber* result = result;

        public void Run(int begin, int end)
        {
            int inputs = shape.Inputs, outputs = shape.Outputs, rows = shape.Rows;
            if (values != null)
            {
                long last = Math.Max(rows - 1, 0);
                HostMultiplication<TNumber>.Multiply(
                    values + last * inputs, 1, -inputs, adjoints + last * outputs, -outputs, result, begin, end, rows, outputs);
            }

            for (int row = rows - 1; spikes != null && row >= 0; --row)
            {
                for (int from = begin; from < end; ++from)
                {
                    if (spikes[(long)row * inputs + from].Fired)
                        HostMultiplication<TNumber>.Add(adjoints + (long)row * outputs, result + (long)from * outputs, outputs);
                }
            }
        }
    }

    private readonly struct BackwardBiasWork(MatrixShape shape, TNumber* adjoints, TNumber* result) : IHostWork
    {
        private readonly TNumber* adjoints = adjoints;
        private readonly TNumber* result = result;

        public void Run(int begin, int end)
        {
            for (int row = shape.Rows - 1; row >= 0; --row)
                HostMultiplication<TNumber>.Add(adjoints + (long)row * shape.Outputs + begin, result + begin, end - begin);
        }
    }
}
