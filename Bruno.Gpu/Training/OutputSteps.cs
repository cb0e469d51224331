using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Sequences;
using ILGPU;
using ILGPU.Runtime;

namespace Bruno.Gpu.Training;

/// <summary>What the outputs of a network do at every valid step of each sample, or what follows from that.</summary>
/// <param name="network">The network.</param>
/// <param name="steps">Valid steps of each sample.</param>
/// <param name="reduce">What is kept of a sample's outputs, [steps × outputs]; all of them where it is not given.</param>
internal sealed class OutputSteps<T>(Network<T> network, int[] steps, Func<double[], double[]>? reduce = null) : IOutputRecorder<T>
    where T : unmanaged, IReal<T>
{
    private readonly List<(TimeWindow Window, double[] Values)> windows = [];

    /// <summary>What was taken down of each sample, by its number.</summary>
    public double[][] Rows { get; } = new double[steps.Length][];

    /// <inheritdoc/>
    public void Add(Signal<T> input, ArrayView<int> lengths, TimeWindow window)
    {
        if (window.Begin == 0)
            windows.Clear();
        AcceleratorStream stream = network.Device.Accelerator.DefaultStream;
        int length = window.Rows * network.Layers[^1].Outputs;
        Signal<T> output = network.Output;
        windows.Add((window, output.IsSpiking
            ? Array.ConvertAll(Download(output.Spikes, stream, length), spike => (double)spike.Count)
            : Array.ConvertAll(Download(output.Values, stream, length), T.ToDouble)));
    }

    /// <inheritdoc/>
    public void Take(ReadOnlySpan<int> samples)
    {
        int outputs = network.Layers[^1].Outputs;
        for (int element = 0; element < samples.Length; ++element)
        {
            double[] rows = new double[steps[samples[element]] * outputs];
            foreach ((TimeWindow window, double[] values) in windows)
            {
                for (int step = 0; step < window.Steps && window.Begin + step < steps[samples[element]]; ++step)
                    Array.Copy(values, (step * window.Batch + element) * outputs, rows, (window.Begin + step) * outputs, outputs);
            }

            Rows[samples[element]] = reduce is null ? rows : reduce(rows);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => windows.Clear();

    private static TElement[] Download<TElement>(ArrayView<TElement> view, AcceleratorStream stream, int length)
        where TElement : unmanaged
    {
        TElement[] elements = new TElement[length];
        view.SubView(0, length).CopyToCPU(stream, elements);
        return elements;
    }
}
