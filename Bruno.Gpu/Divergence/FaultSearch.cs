using System.Globalization;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Optimizers;
using Bruno.Gpu.Parameters;
using Bruno.Gpu.Sequences;

namespace Bruno.Gpu.Divergence;

/// <summary>
/// Looks on the host at every number of the batches that are run, to find the first that is not finite. It is slow, and only used where a
/// cheap watch on the device has said that there is one.
/// </summary>
/// <param name="network">The network.</param>
/// <param name="optimizer">Its optimizer.</param>
internal sealed class FaultSearch<T>(Network<T> network, Optimizer<T> optimizer)
    where T : unmanaged, IReal<T>
{
    private readonly Dictionary<ILayer<T>, List<double[]>> drives = [];
    private NumberFault batch = new() { Split = "", Epoch = 0, Batch = 0, OptimizerSteps = 0, Quantity = "", Value = 0 };
    private int[] samples = [];
    private int[] steps = [];

    /// <summary>What was found.</summary>
    public NumberFault? Found { get; private set; }

    /// <summary>The device that it happened in, or the one whose input it most likely came from; none where there are no devices.</summary>
    public DeviceReplay? Replay { get; private set; }

    /// <summary>A batch begins.</summary>
    /// <param name="split">train, validation or test.</param>
    /// <param name="epoch">The epoch, the first being 1.</param>
    /// <param name="number">The batch, from 0.</param>
    /// <param name="order">Its samples.</param>
    /// <param name="lengths">The steps of each.</param>
    public void Begin(string split, int epoch, int number, ReadOnlySpan<int> order, IEnumerable<int> lengths)
    {
        batch = batch with { Split = split, Epoch = epoch, Batch = number + 1, OptimizerSteps = optimizer.Steps };
        samples = order.ToArray();
        steps = [.. lengths];
        drives.Clear();
    }

    /// <summary>Looks at a window of a forward pass.</summary>
    /// <exception cref="RateFaultException">The equations of a device have no finite value.</exception>
    /// <exception cref="DivergedException">Something else is not finite.</exception>
    public void See(TimeWindow window)
    {
        NumberFault? first = null;
        ILayer<T>? place = null;
        LostState? lost = null;
        foreach (ILayer<T> layer in network.Layers)
        {
            IWatchedStates<T>? states = layer as IWatchedStates<T>;
            if (states?.Amperes(window) is { } amperes)
            {
                Keep(layer, amperes);
                Take(layer, FirstOf(amperes, layer, window, "the current into the device"), null);
            }

            if (states?.FindLost(window) is { } state)
                Take(layer, Of(layer, window.Begin + state.Step, state.Lane, $"{state.Variable}", state.Value), state);
            if (!layer.IsSpiking)
                Take(layer, FirstOf(Copy(layer.Output, layer, window), layer, window, "the output"), null);
        }

        if (first is null)
            return;
        Replay = Around(place!, first);
        Found = first;
        if (lost is { } known && ((IWatchedStates<T>)place!).Explain(window, known) is { } fault)
            throw fault;
        throw new DivergedException(first);

        // The earliest step counts, and within it the layer that comes first.
        void Take(ILayer<T> layer, NumberFault? found, LostState? state)
        {
            if (found is null || first is not null && first.OuterStep <= found.OuterStep)
                return;
            first = found;
            place = layer;
            lost = state;
        }
    }

    /// <summary>Looks at what reaches a layer on the way back.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="window">The window.</param>
    /// <exception cref="DivergedException">It is not finite.</exception>
    public void SeeBack(ILayer<T> layer, TimeWindow window)
    {
        if (layer.OutputAdjoint.Length < window.Rows * layer.Outputs)
            return;
        double[] adjoint = Array.ConvertAll(SignalCopy.Of(layer.OutputAdjoint, window.Rows * layer.Outputs), T.ToDouble);
        int last = Array.FindLastIndex(adjoint, value => !double.IsFinite(value));
        if (last < 0)
            return;
        // The last step is where it came in; of its neurons the first.
        int lanes = window.Batch * layer.Outputs, begin = last / lanes * lanes;
        int index = Array.FindIndex(adjoint, begin, value => !double.IsFinite(value));
        Stop(Of(layer, window.Begin + index / lanes, index % lanes, "the derivative of the loss with respect to the output", adjoint[index]), Behind(layer));
    }

    /// <summary>Looks at the losses of a batch.</summary>
    /// <param name="losses">The losses of all samples of the split.</param>
    /// <exception cref="DivergedException">One of the batch is not finite.</exception>
    public void SeeLosses(double[] losses)
    {
        int element = Array.FindIndex(samples, sample => !double.IsFinite(losses[sample]));
        if (element >= 0)
            Stop(batch with { Element = element, Sample = samples[element], Quantity = "the loss", Value = losses[samples[element]] }, network.Layers[^1]);
    }

    /// <summary>Looks at the gradients before a step of the optimizer.</summary>
    /// <exception cref="DivergedException">One is not finite.</exception>
    public void SeeGradients() => SeeParameters(network.Parameters.ExportGradients(), "the gradient of", followsStep: false);

    /// <summary>Looks at moments and values after a step of the optimizer.</summary>
    /// <exception cref="DivergedException">One is not finite.</exception>
    public void SeeStep()
    {
        (double[] first, double[] second) = optimizer.Export();
        SeeParameters(first, "the first moment of", followsStep: true);
        if (second.Length >= network.Parameters.Length)
            SeeParameters(second, "the second moment (the mean square of the gradient) of", followsStep: true);
        SeeParameters(network.Parameters.Export(), "the value of", followsStep: true);
    }

    private void SeeParameters(double[] values, string what, bool followsStep)
    {
        // The one nearest the loss is the first on the way back.
        foreach (Parameter parameter in network.Parameters.Parameters.Reverse())
        {
            int index = values.AsSpan(parameter.Offset, parameter.Length).IndexOfAnyExceptInRange(double.MinValue, double.MaxValue);
            if (index < 0)
                continue;
            bool isMatrix = parameter.Shape.Length == 2;
            int units = parameter.Shape[^1], cut = parameter.Name.LastIndexOf('.');
            string name = parameter.Name[..cut];
            Stop(
                batch with
                {
                    Layer = name,
                    Neuron = parameter.Length > 1 ? index % units : null,
                    Input = isMatrix ? index / units : null,
                    Quantity = $"{what} {parameter.Kind}",
                    FollowsStep = followsStep,
                    Value = values[parameter.Offset + index],
                },
                Behind(network.Layers.FirstOrDefault(layer => layer.Name == name)));
        }
    }

    private void Stop(NumberFault fault, ILayer<T>? place)
    {
        Found = fault;
        Replay = place is null ? null : Around(place, fault);
        throw new DivergedException(fault);
    }

    private NumberFault? FirstOf(double[] values, ILayer<T> layer, TimeWindow window, string quantity)
    {
        int index = Array.FindIndex(values, value => !double.IsFinite(value)), lanes = window.Batch * layer.Outputs;
        return index < 0 ? null : Of(layer, window.Begin + index / lanes, index % lanes, quantity, values[index]);
    }

    private NumberFault Of(ILayer<T> layer, int step, int lane, string quantity, double value)
    {
        int element = lane / layer.Outputs;
        return batch with
        {
            OuterStep = step + 1,
            Element = element,
            Sample = element < samples.Length ? samples[element] : null,
            Layer = layer.Name,
            Neuron = lane % layer.Outputs,
            Quantity = quantity,
            Value = value,
        };
    }

    private static double[] Copy(Signal<T> signal, ILayer<T> layer, TimeWindow window) => SignalCopy.Of(signal, window.Rows * layer.Outputs);

    private void Keep(ILayer<T> layer, double[] amperes)
    {
        if (!drives.TryGetValue(layer, out List<double[]>? windows))
            drives.Add(layer, windows = []);
        windows.Add(amperes);
    }

    /// <summary>The first devices that a layer feeds, itself if it is made of them; none behind it, the last before.</summary>
    private ILayer<T>? Behind(ILayer<T>? layer) => layer is null ? drives.Keys.FirstOrDefault()
        : network.Layers.SkipWhile(other => !ReferenceEquals(other, layer)).FirstOrDefault(drives.ContainsKey)
            ?? network.Layers.LastOrDefault(drives.ContainsKey);

    /// <summary>The device of a fault: its own, or of the same number in the devices nearest to it; of several batch elements the one with the largest current.</summary>
    private DeviceReplay? Around(ILayer<T> place, NumberFault fault)
    {
        if (Behind(place) is not { } devices || !drives.TryGetValue(devices, out List<double[]>? windows) || windows.Count == 0)
            return null;
        int neurons = devices.Outputs, lanes = samples.Length * neurons;
        int neuron = fault.Neuron is int known && known < neurons ? known : 0;
        double[] all = [.. windows.SelectMany(window => window)];
        int element = fault.Element ?? Enumerable.Range(0, samples.Length).MaxBy(candidate => Series(candidate).Select(Math.Abs).Where(double.IsFinite).DefaultIfEmpty(0).Max());
        double[] series = [.. Series(element).TakeWhile(double.IsFinite).Take(element < steps.Length ? steps[element] : int.MaxValue)];
        return series.Length == 0
            ? null
            : new(NumberOf(devices), neuron, series, ((IWatchedStates<T>)devices).ParametersOf(neuron));

        IEnumerable<double> Series(int candidate) => Enumerable.Range(0, all.Length / lanes).Select(step => all[step * lanes + candidate * neurons + neuron]);
    }

    /// <summary>The number that a layer's name begins with is its place in the configuration.</summary>
    private static int NumberOf(ILayer<T> layer) => int.Parse(layer.Name[..layer.Name.IndexOf('.')], CultureInfo.InvariantCulture);
}
