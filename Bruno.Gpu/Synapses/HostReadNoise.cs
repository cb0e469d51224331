using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Synapses;
using ILGPU;

namespace Bruno.Gpu.Synapses;

/// <summary>
/// The kernels of <see cref="SummedNoiseKernels"/> on the host's own cores, in place on the buffers of the CPU accelerator and with the
/// same bits: a window is so little work that most of the time would go into launches.
/// </summary>
/// <param name="device">A device whose buffers are host memory.</param>
internal sealed class HostReadNoise<T>(ComputeDevice device)
    where T : unmanaged, IReal<T>
{
    // A line of the cache.
    private const int Block = 64;

    /// <inheritdoc cref="SummedNoiseKernels.Square"/>
    public void Square(Index1D count, Signal<T> signal, ArrayView<T> squares) => Divide(count, new SquareWork(signal, squares));

    /// <inheritdoc cref="SummedNoiseKernels.Add"/>
    public void Add(Index1D count, MatrixShape shape, ChipKeys keys, NoiseRows rows, ArrayView<T> sums, ArrayView<T> outputs) =>
        Divide(count, new AddWork(shape, keys, rows, sums, outputs));

    private void Divide<TWork>(int count, TWork work)
        where TWork : struct, IHostWork
    {
        device.Synchronize();
        device.Team.Divide(count, Block, work);
    }

    private readonly struct SquareWork(Signal<T> signal, ArrayView<T> squares) : IHostWork
    {
        public void Run(int begin, int end)
        {
            for (int i = begin; i < end; ++i)
                SummedNoiseKernels.Square(i, signal, squares);
        }
    }

    private readonly struct AddWork(MatrixShape shape, ChipKeys keys, NoiseRows rows, ArrayView<T> sums, ArrayView<T> outputs) : IHostWork
    {
        public void Run(int begin, int end)
        {
            for (int i = begin; i < end; ++i)
                SummedNoiseKernels.Add(i, shape, keys, rows, sums, outputs);
        }
    }
}
