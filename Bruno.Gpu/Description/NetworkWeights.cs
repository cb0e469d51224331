using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Checkpoints;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Parameters;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Sequences;
using Bruno.Gpu.Synapses;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.Description;

/// <summary>The layers of a configuration and their weights, without anything on a device.</summary>
internal sealed record NetworkWeights
{
    /// <summary>The configuration, all that was left open decided.</summary>
    public required RunConfiguration Configuration { get; init; }

    /// <summary>The epoch of the weights; none for those that training begins with.</summary>
    public required int? Epoch { get; init; }

    /// <summary>Names, inputs and outputs of the layers, in the order of the configuration.</summary>
    public required IReadOnlyList<(string Name, int Inputs, int Outputs)> Layers { get; init; }

    /// <summary>All arrays of parameters.</summary>
    public required IReadOnlyList<Parameter> Parameters { get; init; }

    /// <summary>Their values, one array after the other.</summary>
    public required double[] Values { get; init; }

    /// <summary>The weight matrices, linear and recurrent.</summary>
    public required IReadOnlyList<WeightMatrix> Matrices { get; init; }

    /// <summary>Reads the weights of a checkpoint, or makes those that training begins with.</summary>
    /// <param name="configuration">The network and its data, which decide about shapes.</param>
    /// <param name="checkpoint">A checkpoint of this network, or none.</param>
    /// <exception cref="BrunoException">The data, the checkpoint or a file of levels are missing or of another network.</exception>
    public static NetworkWeights Read(RunConfiguration configuration, string? checkpoint)
    {
        configuration = configuration.Accept();
        Checkpoint? saved = checkpoint is null ? null : CheckpointFile.Load(checkpoint);
        (int channels, int outputs) = (saved is null ? null : SavedShape.Of(configuration, saved)) ?? DatasetCatalogue.Find(configuration.Data.Name).Shape(configuration.Data);
        using ComputeDevice device = ComputeDevice.Open("cpu");
        // How long a step is does not matter to weights.
        using Network<Float64> network = NetworkFactory.Build<Float64>(
            device.Plan(), configuration.Design, channels, outputs, outerStepSeconds: 1e-3, new SequenceExtent(1, 1));
        IReadOnlyList<Parameter> parameters = network.Parameters.Parameters;
        double[] values = saved is null
            ? [.. parameters.SelectMany(parameter => parameter.Initial())]
            : SessionCheckpoint.ParametersOf(saved, parameters);
        if (!Array.TrueForAll(values, double.IsFinite))
            throw new BrunoException(ExitCode.Data, $"The checkpoint '{checkpoint}' holds parameters that are not finite. Use another one of the run.");

        List<(string Name, int Inputs, int Outputs)> layers =
            [.. network.Layers.Where(layer => layer is not DelayLayer<Float64>).Select(layer => (layer.Name, layer.Inputs, layer.Outputs))];
        List<WeightMatrix> matrices = [];
        for (int i = 0; i < layers.Count; ++i)
        {
            string prefix = layers[i].Name + ".";
            Parameter? weights = parameters.SingleOrDefault(
                parameter => parameter.Kind is Parameter.Weights or Parameter.Recurrent && parameter.Name.StartsWith(prefix, StringComparison.Ordinal));
            if (weights is null)
                continue;
            SynapseConfiguration synapses = configuration.Design.SynapsesOf(configuration.Network.Layers[i]).WithLevelsChosen();
            matrices.Add(new(
                layers[i].Name, matrices.Count, weights.Shape[0], weights.Shape[1],
                values[weights.Offset..(weights.Offset + weights.Length)], synapses, CurrentUnitOf(configuration, i, synapses)));
        }

        return new()
        {
            Configuration = configuration,
            Epoch = saved?.HeaderAs<RunState>().Epoch,
            Layers = layers,
            Parameters = parameters,
            Values = values,
            Matrices = matrices,
        };
    }

    /// <summary>The values of a parameter, of one that is kept within bounds not what is stored but what it stands for.</summary>
    public double[] ValuesOf(Parameter parameter) =>
        Array.ConvertAll(Values[parameter.Offset..(parameter.Offset + parameter.Length)], parameter.ValueOf);

    /// <summary>The values of an array; none where there is none of this name.</summary>
    public double[]? ValuesOf(string name) =>
        Parameters.FirstOrDefault(parameter => parameter.Name == name) is Parameter found ? ValuesOf(found) : null;

    /// <summary>Devices say which current they take for one; other neurons compute without currents, and the array's own gain stands.</summary>
    private static double CurrentUnitOf(RunConfiguration configuration, int layer, SynapseConfiguration synapses) =>
        configuration.Network.Layers.Skip(layer + 1).FirstOrDefault(next => !next.IsTransparent) is DeviceLayerConfiguration device
            ? device.CurrentUnit
            : synapses.Conductance.CurrentGain;
}
