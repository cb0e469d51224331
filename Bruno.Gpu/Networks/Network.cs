using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Parameters;
using Bruno.Gpu.Sequences;
using ILGPU;

namespace Bruno.Gpu.Networks;

/// <summary>A stack of layers on a compute device, with all buffers for passes up to its capacity.</summary>
internal sealed class Network<T> : IDisposable
    where T : unmanaged, IReal<T>
{
    private readonly ILayer<T>[] stages;
    private readonly List<IBranch<T>> branches;
    private readonly PartialClear<T> clear;
    private readonly PassOrder order;

    /// <summary>Takes over parameters and layers; see <see cref="NetworkBuilder{T}"/>.</summary>
    /// <param name="device">Where they live.</param>
    /// <param name="capacity">The most steps and batch elements of a pass.</param>
    /// <param name="plan">How passes are cut in time.</param>
    /// <param name="routes">Which ways back through time gradients take.</param>
    /// <param name="draws">What the random numbers of a pass follow from.</param>
    /// <param name="parameters">The parameters.</param>
    /// <param name="stages">The layers, and the delays between them.</param>
    internal Network(
        ComputeDevice device, SequenceExtent capacity, TimePlan plan, TemporalRoutes routes, PassDraws draws,
        ParameterStore<T> parameters, IReadOnlyList<ILayer<T>> stages)
    {
        Device = device;
        Capacity = capacity;
        Plan = plan;
        Routes = routes;
        Draws = draws;
        Parameters = parameters;
        this.stages = [.. stages];
        branches = [.. stages.OfType<IBranch<T>>()];
        clear = new PartialClear<T>(device);
        order = new PassOrder(plan, capacity);
        Layers = [.. stages.Where(stage => stage is not DelayLayer<T>)];
    }

    /// <summary>Where the network lives.</summary>
    public ComputeDevice Device { get; }

    /// <summary>The most steps and batch elements of a pass.</summary>
    public SequenceExtent Capacity { get; }

    /// <summary>How passes are cut in time.</summary>
    public TimePlan Plan { get; }

    /// <summary>Which ways back through time gradients take.</summary>
    public TemporalRoutes Routes { get; }

    /// <summary>What the random numbers of the next pass follow from.</summary>
    public PassDraws Draws { get; }

    /// <summary>All parameters and their gradients.</summary>
    public ParameterStore<T> Parameters { get; }

    /// <summary>The layers, in order.</summary>
    public IReadOnlyList<ILayer<T>> Layers { get; }

    /// <summary>The output of the last layer in the window at hand.</summary>
    public Signal<T> Output => Layers[^1].Output;

    /// <summary>Where a loss writes the derivative with respect to <see cref="Output"/>.</summary>
    public ArrayView<T> OutputAdjoint => Layers[^1].OutputAdjoint;

    /// <summary>Whether all derivatives at a step are known before the rest of the sequence is seen, the loss's own apart.</summary>
    public bool IsStepwise => branches.TrueForAll(branch => branch.IsStepwise);

    /// <summary>Called before the backward pass of each layer over each window, when the adjoint of its output is complete; for who looks at numbers.</summary>
    internal Action<ILayer<T>, TimeWindow>? SeenBack { get; set; }

    /// <summary>Lets something more depend on a layer's output; whoever adds it owns it.</summary>
    public void Add(IBranch<T> branch) => branches.Add(branch);

    /// <summary>Runs all layers from the start of a sequence to its end.</summary>
    /// <param name="input">[steps, batch, inputs], all steps.</param>
    /// <param name="extent">How much of the capacity is used.</param>
    /// <param name="seen">Called after each window, in order, while its output exists.</param>
    public void Forward(Signal<T> input, SequenceExtent extent, Action<TimeWindow>? seen = null)
    {
        order.BeginForward(extent);
        foreach (ILayer<T> stage in stages)
            stage.Begin(extent.Batch);
        Run(input, 0, extent.Steps, 0, extent.Batch, seen);
    }

    /// <summary>Computes all gradients, from the last forward pass and the adjoints of its output.</summary>
    /// <param name="input">The input of the forward pass.</param>
    /// <param name="extent">As in the forward pass.</param>
    /// <param name="differentiate">
    /// Called for each window, the last first, when its output exists again: it writes <see cref="OutputAdjoint"/>. It may
    /// be left out where one window holds all steps and the adjoint is there already.
    /// </param>
    /// <param name="chosen">The outer steps whose output adjoint counts; all where none are given.</param>
    public void Backward(
        Signal<T> input, SequenceExtent extent, Action<TimeWindow>? differentiate = null, IReadOnlySet<int>? chosen = null)
    {
        order.BeginBackward(extent);
        Parameters.ClearGradients();
        foreach (ILayer<T> stage in stages)
            stage.BeginBackward(extent.Batch);
        RunBack(new BackwardRun(input, extent.Batch, differentiate, chosen), 0, extent.Steps, 0);
        foreach (ILayer<T> stage in stages)
            stage.EndBackward(extent.Batch);
        order.EndBackward(isGapless: chosen is null);
    }

    /// <summary>
    /// Computes all gradients while it runs forwards, by eligibility traces. Nothing of earlier windows is kept.
    /// </summary>
    /// <param name="input">[steps, batch, inputs], all steps.</param>
    /// <param name="extent">How much of the capacity is used.</param>
    /// <param name="differentiate">Called for each window, in order: it writes <see cref="OutputAdjoint"/>.</param>
    public void RunOnline(Signal<T> input, SequenceExtent extent, Action<TimeWindow> differentiate)
    {
        Parameters.ClearGradients();
        foreach (ILayer<T> stage in stages)
            stage.BeginBackward(extent.Batch);
        Forward(input, extent, window =>
        {
            differentiate(window);
            order.RequireAtHand(window);
            RunBack(InputOf(input, window), window);
        });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (ILayer<T> stage in stages.AsEnumerable().Reverse())
            stage.Dispose();
        Parameters.Dispose();
    }

    private void Run(Signal<T> input, int begin, int end, int level, int batch, Action<TimeWindow>? seen)
    {
        if (level < Plan.Levels)
        {
            foreach (TimeSegment segment in Plan.Segments(begin, end, level))
            {
                Keep(segment.Row, segment.Begin, batch);
                Run(input, segment.Begin, segment.End, level + 1, batch, seen);
            }

            return;
        }

        foreach (TimeWindow window in Plan.Windows(begin, end, batch))
        {
            Keep(window.Row, window.Begin, batch);
            order.Forward(window);
            Signal<T> signal = InputOf(input, window);
            foreach (ILayer<T> stage in stages)
            {
                stage.Forward(signal, window);
                signal = stage.Output;
            }

            seen?.Invoke(window);
        }
    }

    /// <summary>Goes back through a stretch of time whose last innermost segment is on the tape.</summary>
    private void RunBack(BackwardRun run, int begin, int end, int level)
    {
        if (level < Plan.Levels)
        {
            foreach (TimeSegment segment in Plan.Segments(begin, end, level).Reverse())
            {
                if (segment.Row >= 0)
                {
                    order.Restore(segment.Row, segment.Begin);
                    foreach (ILayer<T> stage in stages)
                        stage.Restore(segment.Row, run.Batch);
                    Run(run.Input, segment.Begin, segment.End, level + 1, run.Batch, null);
                }

                RunBack(run, segment.Begin, segment.End, level + 1);
            }

            return;
        }

        IReadOnlyList<TimeWindow> windows = Plan.Windows(begin, end, run.Batch);
        for (int i = windows.Count - 1; i >= 0; --i)
        {
            TimeWindow window = windows[i];
            if (!run.IsReached(window, stages))
                continue;

            // The last window is still there from the forward pass.
            if (window.Row >= 0)
                Reconstruct(run.Input, window);
            run.Differentiate?.Invoke(window);
            DropUnchosen(run.Chosen, window);
            order.Backward(window, isGapless: run.Chosen is null);
            RunBack(InputOf(run.Input, window), window);
            if (Plan.ForgetsAt(window.Begin))
            {
                foreach (ILayer<T> stage in stages)
                    stage.Forget(run.Batch);
            }
        }
    }

    private void RunBack(Signal<T> input, TimeWindow window)
    {
        for (int i = stages.Length - 1; i >= 0; --i)
        {
            foreach (IBranch<T> branch in branches)
            {
                if (ReferenceEquals(branch.Source, stages[i]))
                    branch.AddAdjoint(window);
            }

            SeenBack?.Invoke(stages[i], window);
            stages[i].Backward(i > 0 ? stages[i - 1].Output : input, window);
        }
    }

    private void DropUnchosen(IReadOnlySet<int>? chosen, TimeWindow window)
    {
        int row = window.Batch * stages[^1].Outputs;
        for (int step = 0; chosen is not null && step < window.Steps; ++step)
        {
            if (!chosen.Contains(window.Begin + step))
                clear.Run(OutputAdjoint.SubView((long)step * row, row));
        }
    }

    private void Reconstruct(Signal<T> input, TimeWindow window)
    {
        order.Reconstruct(window);
        Signal<T> signal = InputOf(input, window);
        foreach (ILayer<T> stage in stages)
        {
            stage.Reconstruct(signal, window);
            signal = stage.Output;
        }
    }

    private void Keep(int row, int begin, int batch)
    {
        if (row < 0)
            return;
        order.Keep(row, begin);
        foreach (ILayer<T> stage in stages)
            stage.Keep(row, batch);
    }

    private Signal<T> InputOf(Signal<T> input, TimeWindow window)
    {
        int elements = window.Batch * stages[0].Inputs;
        return input.Part((long)window.Begin * elements, (long)window.Steps * elements);
    }

    /// <summary>What stays the same throughout a backward pass.</summary>
    private sealed record BackwardRun(
        Signal<T> Input, int Batch, Action<TimeWindow>? Differentiate, IReadOnlySet<int>? Chosen)
    {
        private int reach = -1;

        /// <summary>Whether a window holds a chosen step, or one that layers which answer late reach from there.</summary>
        public bool IsReached(TimeWindow window, IReadOnlyList<ILayer<T>> stages)
        {
            if (Chosen is null)
                return true;
            int end = window.Begin + window.Steps;
            bool isReached = end > reach && reach >= 0;
            int first = Enumerable.Range(window.Begin, window.Steps).FirstOrDefault(Chosen.Contains, -1);
            if (first >= 0)
                reach = Math.Max(0, first - stages.Sum(stage => stage.LongestDelay));
            return first >= 0 || isReached;
        }
    }
}
