using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Losses;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Sequences;
using ILGPU;
using ILGPU.Runtime;

namespace Bruno.Gpu.Losses;

/// <summary>A <see cref="SampleLoss"/> in the passes of a network: outputs come to the host window by window, derivatives go back.</summary>
/// <param name="device">The compute device.</param>
/// <param name="loss">The loss.</param>
/// <param name="capacity">The most batch elements.</param>
/// <param name="outputs">Outputs of the network.</param>
internal sealed class SampleLossPass<T>(ComputeDevice device, SampleLoss loss, int capacity, int outputs) : ILoss<T>
    where T : unmanaged, IReal<T>
{
    private readonly List<(TimeWindow Window, double[] Values)> windows = [];
    private readonly DeviceBuffer<T> losses = device.Memory.Allocate<T>(capacity, MemoryPurpose.Scratch);
    private readonly DeviceBuffer<int> hits = device.Memory.Allocate<int>(capacity, MemoryPurpose.Scratch);
    private readonly DeviceBuffer<int> trials = device.Memory.Allocate<int>(capacity, MemoryPurpose.Scratch);

    private readonly Action<Index1D, ArrayView<T>, ArrayView<int>, ArrayView<int>, SampleScores<T>> store =
        device.Load<Action<Index1D, ArrayView<T>, ArrayView<int>, ArrayView<int>, SampleScores<T>>>(StoredScoresKernel.Run);

    private double[][,] derivatives = [];

    /// <inheritdoc/>
    public bool IsStepwise => false;

    /// <inheritdoc/>
    public void Observe(Signal<T> output, LossTargets<T> targets, SampleScores<T> scores, TimeWindow window)
    {
        if (window.Begin == 0)
            windows.Clear();
        int length = window.Rows * outputs;
        windows.Add((window, SignalCopy.Of(output, length)));
    }

    /// <inheritdoc/>
    public void Score(LossTargets<T> targets, SampleScores<T> scores, int batch)
    {
        int[] labels = SignalCopy.Of(targets.Labels, batch), steps = SignalCopy.Of(targets.Lengths, batch);
        int all = windows.Sum(entry => entry.Window.Steps);
        double[]? wanted = Array.TrueForAll(labels, label => label < 0) ? Array.ConvertAll(SignalCopy.Of(targets.Values, all * batch * outputs), T.ToDouble) : null;
        double[] found = new double[batch];
        int[] right = new int[batch];
        derivatives = new double[batch][,];
        for (int element = 0; element < batch; ++element)
        {
            double[,] of = OutputsOf(element, steps[element]);
            SampleAim aim = new(labels[element], wanted is null ? null : Rows(wanted, 0, batch, element, new double[steps[element], outputs]));
            derivatives[element] = new double[steps[element], outputs];
            found[element] = loss.Of(of, aim, derivatives[element]);
            right[element] = aim.Class >= 0 && loss.Decide(of) == aim.Class ? 1 : 0;
        }

        losses.Upload(Array.ConvertAll(found, T.From));
        hits.Upload(right);
        trials.Upload(Array.ConvertAll(labels, label => label >= 0 ? 1 : 0));
        store(batch, losses.View, hits.View, trials.View, scores);
    }

    /// <inheritdoc/>
    public void Differentiate(Signal<T> output, LossTargets<T> targets, ArrayView<T> outputAdjoint, TimeWindow window)
    {
        T[] adjoints = new T[window.Rows * outputs];
        for (int element = 0; element < window.Batch; ++element)
        {
            double[,] derivative = derivatives[element];
            for (int step = 0; step < window.Steps && window.Begin + step < derivative.GetLength(0); ++step)
            {
                for (int i = 0; i < outputs; ++i)
                    adjoints[(step * window.Batch + element) * outputs + i] = T.From(derivative[window.Begin + step, i] / window.Batch);
            }
        }

        outputAdjoint.SubView(0, adjoints.Length).CopyFromCPU(device.Accelerator.DefaultStream, adjoints);
        device.Synchronize();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        trials.Dispose();
        hits.Dispose();
        losses.Dispose();
    }

    private double[,] OutputsOf(int element, int steps)
    {
        double[,] rows = new double[steps, outputs];
        foreach ((TimeWindow window, double[] values) in windows)
            Rows(values, window.Begin, window.Batch, element, rows);
        return rows;
    }

    /// <summary>Copies the rows of a batch element, the first of which is of a step, where they belong.</summary>
    private double[,] Rows(double[] values, int begin, int batch, int element, double[,] into)
    {
        int steps = Math.Min(values.Length / (batch * outputs), into.GetLength(0) - begin);
        for (int step = 0; step < steps; ++step)
        {
            for (int i = 0; i < outputs; ++i)
                into[begin + step, i] = values[(step * batch + element) * outputs + i];
        }

        return into;
    }
}
