using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Parameters;
using Bruno.Gpu.Synapses;

namespace Bruno.Gpu.Description;

/// <summary>What a network is made of: its layers, and the levels of its weights.</summary>
internal sealed record NetworkDescription
{
    /// <summary>Whose weights these are.</summary>
    public required string Subject { get; init; }

    /// <summary>Trainable numbers of all layers.</summary>
    public required int Parameters { get; init; }

    /// <summary>The layers.</summary>
    public required IReadOnlyList<LayerDescription> Layers { get; init; }

    /// <summary>The weight matrices.</summary>
    public required IReadOnlyList<WeightDescription> Weights { get; init; }

    /// <summary>Describes a network with its weights.</summary>
    public static NetworkDescription Of(NetworkWeights network)
    {
        using ComputeDevice device = ComputeDevice.Open("cpu");
        ulong seed = network.Configuration.Seed;
        return new()
        {
            Subject = network.Epoch is int epoch ? $"weights after epoch {epoch}" : $"initial weights of seed {seed}{Unadjusted(network)}",
            Parameters = network.Parameters.Where(parameter => parameter.IsTrained).Sum(parameter => parameter.Length),
            Layers = [.. network.Layers.Select((_, index) => Layer(network, index))],
            Weights = [.. network.Matrices.Select(matrix => Weight(matrix, matrix.Targets(device, seed)))],
        };
    }

    // A description needs no data.
    private static string Unadjusted(NetworkWeights network) => network.Configuration.Network.Init == InitialScale.Activity
        ? ", before network.init = \"activity\" adjusts them to training data"
        : "";

    private static LayerDescription Layer(NetworkWeights network, int index)
    {
        (string name, int inputs, int outputs) = network.Layers[index];
        Parameter[] arrays = [.. network.Parameters.Where(parameter => parameter.Name.StartsWith(name + ".", StringComparison.Ordinal))];
        LayerDescription layer = new()
        {
            Name = name,
            Kind = name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..],
            Inputs = inputs,
            Outputs = outputs,
            Parameters = arrays.Where(parameter => parameter.IsTrained).Sum(parameter => parameter.Length),
            Arrays = arrays.ToDictionary(parameter => parameter.Name[(name.Length + 1)..], parameter => parameter.Shape),
            Trained = [.. from parameter in arrays
                          where parameter.Range is not null
                          let own = parameter.Name[(name.Length + 1)..]
                          let range = parameter.Range
                          select new TrainedDescription(
                              own, UnitOf(network.Configuration.Network.Layers[index], own), parameter.ValueOf(parameter.Initial()[0]), network.ValuesOf(parameter),
                              range.Lowest, range.Highest)],
        };
        LayerConfiguration settings = network.Configuration.Network.Layers[index];
        if (settings.SpikeDerivative is (SurrogateKind kind, double slope))
            layer = layer with { Surrogate = kind, SurrogateSlope = slope };
        return settings is DeviceLayerConfiguration devices
            ? layer with { Integrator = devices.Integrator, Substeps = devices.Substeps, DeviceParameters = devices.Parameters }
            : layer;
    }

    private static string UnitOf(LayerConfiguration layer, string parameter) => layer is DeviceLayerConfiguration devices
        ? devices.FindModel().Parameters.First(known => known.Name == parameter).Unit
        : "";

    private static WeightDescription Weight(WeightMatrix matrix, ConductanceMatrix targets)
    {
        SynapseConfiguration synapses = matrix.Synapses;
        double largest = targets.Scales.Max();
        Dictionary<int, int> counts = targets.Levels.OfType<int>().CountBy(level => level).ToDictionary();
        return new()
        {
            Layer = matrix.Layer,
            Inputs = matrix.Inputs,
            Outputs = matrix.Outputs,
            WeightBits = synapses.Quantisation.Bits,
            InputDacBits = synapses.NonIdealities.InputDac.Bits,
            OutputAdcBits = synapses.NonIdealities.OutputAdc.Bits,
            Rounding = synapses.Quantisation.Rounding,
            Scale = synapses.Quantisation.Scale,
            Pair = synapses.Conductance.Pair,
            GMin = synapses.Conductance.Range.Minimum,
            GMax = synapses.Conductance.Range.Maximum,
            CurrentUnit = matrix.CurrentUnit,
            SmallestScale = targets.Scales.Min(),
            LargestScale = largest,
            SmallestWeight = targets.Weights.Min(),
            LargestWeight = targets.Weights.Max(),
            Levels =
            [
                .. LevelTable.Of(synapses, largest).Select(level => new LevelDescription(
                    level.Level, level.Weight, level.Positive, level.Negative, level.Weight * matrix.CurrentUnit,
                    counts.GetValueOrDefault(level.Level))),
            ],
        };
    }
}
