using Bruno.Gpu.Datasets;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Losses;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Sequences;
using Bruno.Gpu.Simulation;
using Bruno.Gpu.Training;
using ILGPU;

namespace Bruno.Gpu.RunReports.Inspections;

/// <summary>Takes down what all layers did for chosen samples, and what was predicted for all of them.</summary>
internal sealed class SampleRecorder<T> : IOutputRecorder<T>
    where T : unmanaged, IReal<T>
{
    /// <summary>Neurons of a layer whose states are shown: more curves could not be told apart.</summary>
    private const int MostNeurons = 4;

    private readonly Network<T> network;
    private readonly RunConfiguration configuration;
    private readonly Dataset dataset;
    private readonly IReadOnlyList<Sample> samples;
    private readonly HashSet<int> chosen;
    private readonly OutputSteps<T> outputs;
    private readonly LayerRecorder<T> layers;
    private int first;

    /// <summary>A recorder of nothing yet.</summary>
    /// <param name="session">The network.</param>
    /// <param name="configuration">Its configuration.</param>
    /// <param name="dataset">The data.</param>
    /// <param name="samples">The samples that are run, in order.</param>
    /// <param name="steps">The steps of each, as the network counts them.</param>
    /// <param name="chosen">The numbers of the chosen ones.</param>
    public SampleRecorder(TrainingSession<T> session, RunConfiguration configuration, Dataset dataset, IReadOnlyList<Sample> samples, int[] steps, IEnumerable<int> chosen)
    {
        (network, this.configuration, this.dataset, this.samples) = (session.Network, configuration, dataset, samples);
        this.chosen = [.. chosen];
        layers = new(network);
        Evidence evidence = new(session.Loss, network.Layers[^1].Outputs);
        outputs = new OutputSteps<T>(network, steps, dataset.Task == Recordings.DatasetTask.Classification ? evidence.AtEnd : _ => []);
    }

    /// <summary>The chosen samples, in the order in which they were run.</summary>
    public List<InspectedSample> Samples { get; } = [];

    /// <summary>The class that each sample was taken for; of tasks without classes of samples nothing is known.</summary>
    public IReadOnlyList<int> Predicted => [.. outputs.Rows.Select(IndexOfLargest)];

    private bool IsWanted => Enumerable.Range(first, network.Capacity.Batch).Any(chosen.Contains);

    /// <inheritdoc/>
    public void Add(Signal<T> input, ArrayView<int> lengths, TimeWindow window)
    {
        outputs.Add(input, lengths, window);
        if (window.Begin == 0)
            layers.Clear();
        if (IsWanted)
            layers.Add(window);
    }

    /// <inheritdoc/>
    public void Take(ReadOnlySpan<int> taken)
    {
        outputs.Take(taken);
        for (int element = 0; element < taken.Length; ++element)
        {
            if (chosen.Contains(taken[element]))
                Samples.Add(Inspect(taken[element], element));
        }

        first += taken.Length;
    }

    /// <inheritdoc/>
    public void Dispose() => outputs.Dispose();

    private InspectedSample Inspect(int number, int element)
    {
        Sample sample = samples[number];
        bool hasClass = dataset.Task == Recordings.DatasetTask.Classification;
        return new(
            number, hasClass ? dataset.OutputNames[sample.Label] : null, hasClass ? dataset.OutputNames[IndexOfLargest(outputs.Rows[number])] : null,
            sample.Steps, dataset.StepSeconds, sample.Values, [.. network.Layers.Select((_, i) => Inspect(i, element, sample.Steps))]);
    }

    private InspectedLayer Inspect(int index, int element, int steps)
    {
        ILayer<T> layer = network.Layers[index];
        List<(int, int)> spikes = [];
        double[] values = new double[layer.IsSpiking ? 0 : steps * layer.Outputs];
        foreach ((int step, double[] row) in layers.Outputs(index, element, steps))
        {
            if (layer.IsSpiking)
                spikes.AddRange(Enumerable.Range(0, row.Length).Where(neuron => row[neuron] != 0).Select(neuron => (step, neuron)));
            else
                row.CopyTo(values, step * layer.Outputs);
        }

        return new(layer.Name, layer.Outputs, spikes, values, DevicesOf(index, element, steps, spikes)) { IsSpiking = layer.IsSpiking };
    }

    /// <summary>The states of the neurons that fired most, in the order of their numbers.</summary>
    private InspectedDevices? DevicesOf(int index, int element, int steps, List<(int Step, int Neuron)> spikes)
    {
        if (configuration.Network.Layers[index] is not DeviceLayerConfiguration devices || layers.Variables(index) == 0)
            return null;
        int units = network.Layers[index].Outputs;
        int[] shown = [.. Enumerable.Range(0, units).OrderByDescending(neuron => spikes.Count(spike => spike.Neuron == neuron)).Take(MostNeurons).Order()];
        IDeviceModel model = devices.FindModel();
        List<IReadOnlyList<TrajectoryCurve>> curves = [];
        for (int variable = 0; variable < model.Variables.Count; ++variable)
        {
            ShownQuantity quantity = model.Variables[variable];
            double[][] of = [.. shown.Select(_ => new double[steps])];
            foreach ((int step, double[] row) in layers.States(index, variable, element, steps))
            {
                for (int i = 0; i < shown.Length; ++i)
                    of[i][step] = row[shown[i]] * quantity.Scale * quantity.FigureScale;
            }

            curves.Add([.. of.Select(values => new TrajectoryCurve(quantity, values))]);
        }

        return new(shown, curves, ThresholdOf(model, devices));
    }

    private static double? ThresholdOf(IDeviceModel model, DeviceLayerConfiguration devices) =>
        devices.Parameters.TryGetValue("threshold", out double own) ? own : model.Parameters.FirstOrDefault(parameter => parameter.Name == "threshold")?.Default;

    private static int IndexOfLargest(double[]? values) => values is null or [] ? -1 : Array.IndexOf(values, values.Max());
}
