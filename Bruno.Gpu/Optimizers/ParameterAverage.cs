using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Optimizers;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Parameters;
using ILGPU;

namespace Bruno.Gpu.Optimizers;

/// <summary>
/// The running mean of a network's parameters over the steps of training, <c>mean += (w - mean) / min(t, batches)</c> after step t: of all
/// until there are as many as batches, exponential from then on (Polyak and Juditsky, SIAM J. Control Optim. 1992).
/// </summary>
internal sealed class ParameterAverage<T> : IDisposable
    where T : unmanaged, IReal<T>
{
    private readonly ParameterStore<T> parameters;
    private readonly int batches;
    private readonly DeviceBuffer<T> mean;
    private readonly Action<Index1D, T, ArrayView<T>, ArrayView<T>> take;
    private readonly Action<Index1D, ArrayView<T>, ArrayView<T>> exchange;

    /// <summary>Allocates the mean.</summary>
    /// <param name="device">Where the parameters are.</param>
    /// <param name="parameters">The parameters.</param>
    /// <param name="batches">Steps that the mean looks back; 0 for none.</param>
    public ParameterAverage(ComputeDevice device, ParameterStore<T> parameters, int batches)
    {
        this.parameters = parameters;
        this.batches = batches;
        mean = device.Memory.Allocate<T>(batches > 0 ? parameters.Length : 0, MemoryPurpose.Optimizer);
        take = device.Load<Action<Index1D, T, ArrayView<T>, ArrayView<T>>>(AverageKernels.Take);
        exchange = device.Load<Action<Index1D, ArrayView<T>, ArrayView<T>>>(AverageKernels.Exchange);
    }

    /// <summary>Whether there is one.</summary>
    public bool IsOn => batches > 0;

    /// <summary>Takes the parameters into their mean.</summary>
    /// <param name="steps">Steps of the optimizer so far, this one included.</param>
    public void Take(long steps)
    {
        if (IsOn)
            take(parameters.Length, T.From(1.0 / Math.Min(steps, batches)), parameters.Values, mean.View);
    }

    /// <summary>Puts the mean in the place of the parameters and the parameters in its place; the same again takes them back.</summary>
    public void Exchange()
    {
        if (IsOn)
            exchange(parameters.Length, parameters.Values, mean.View);
    }

    /// <summary>Copies the mean to the host.</summary>
    public double[] Export() => Array.ConvertAll(mean.Download()[..parameters.Length], T.ToDouble);

    /// <summary>Sets the mean.</summary>
    public void Import(double[] source) => mean.Upload(Array.ConvertAll(source, T.From));

    /// <inheritdoc/>
    public void Dispose() => mean.Dispose();
}
