using System.Globalization;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Layers;

namespace Bruno.Gpu.Networks;

/// <summary>A stack of layers.</summary>
public sealed record NetworkConfiguration : IValidated
{
    /// <summary>When a layer reads its predecessor.</summary>
    public LayerTiming Timing { get; init; } = LayerTiming.Aligned;

    /// <summary>
    /// What is trained, by name, in all layers that know the name: weights, bias, gain, alpha, beta, and the parameters of devices
    /// ('bruno devices MODEL' lists them). What is not in the list is not trained. Not given, every layer trains what it does by
    /// default: all but the parameters of devices.
    /// </summary>
    public IReadOnlyList<string>? Train { get; init; }

    /// <summary>How many values a trained parameter of neurons or devices has.</summary>
    public TrainedValues TrainValues { get; init; } = TrainedValues.Layer;

    /// <summary>
    /// The factor that a trained parameter of neurons or devices may become smaller or larger by: from x, with which it begins, it stays between
    /// x / train_range and x train_range. Decays stay between 0 and 1, those of kind "lif" between 0.5 and 1.
    /// </summary>
    [Number(Above = 1, To = 1e3)]
    public double TrainRange { get; init; } = 2;

    /// <summary>How large initial weights are: as given, or as the data ask for.</summary>
    public InitialScale Init { get; init; } = InitialScale.Given;

    /// <summary>For init = "activity": spikes a neuron and step that a fresh network has on a batch of training data.</summary>
    [Number(Above = 0, Below = 1)]
    public double InitialRate { get; init; } = 0.05;

    /// <summary>The layers, in order. The last one has as many units as the data set has outputs.</summary>
    public IReadOnlyList<LayerConfiguration> Layers { get; init; } = [];

    /// <summary>What of a layer is trained.</summary>
    internal ParameterTraining TrainingOf(LayerConfiguration layer) => new(
        [.. layer.Trainable.Where((layer.Train ?? Train ?? layer.TrainedByDefault).Contains)],
        layer.TrainValues ?? TrainValues,
        layer.TrainRange ?? TrainRange);

    /// <inheritdoc/>
    public IEnumerable<Fault> Validate()
    {
        if (Layers.Count == 0)
            yield return new("layers", "a network needs at least one layer ([[network.layers]] with its kind)");
        for (int i = 0; i < Layers.Count; ++i)
        {
            if (Layers[i] is SkipLayerConfiguration && Timing == LayerTiming.Pipelined)
                yield return new($"layers[{i}].kind", "a skip connection adds two outputs of the same step, which in a pipeline come at different ones: use timing = \"aligned\"");
            if (Layers[i].TimeConstantSpread > 1 && Layers[i].ObstacleToSpread(TrainingOf(Layers[i])) is string reason)
                yield return new($"layers[{i}].time_constant_spread", reason);
            if (Layers[i] is not DropoutLayerConfiguration)
                continue;
            if (i == Layers.Count - 1)
                yield return new($"layers[{i}].kind", "a dropout cannot be the last layer: it leaves out what a layer behind it reads");
            else if (Layers[i + 1] is DelayLayerConfiguration)
                yield return new($"layers[{i}].kind", "a dropout comes behind a delay, not in front of it: change places");
        }

        foreach (string name in Train ?? [])
        {
            LayerConfiguration[] fitting = [.. Layers.Where(layer => layer.Train is null && layer.Trainable.Contains(name))];
            string[] obstacles = [.. Layers.Where(layer => layer.Train is null).Select(layer => layer.ObstacleToTraining(name)).OfType<string>()];
            if (obstacles.Length > 0)
                yield return new("train", $"'{name}' {obstacles[0]}");
            else if (fitting.Length == 0)
                yield return new("train", $"no layer that this list is for has a '{name}' to train{Known(name, Layers.Where(layer => layer.Train is null))}");
        }

        for (int i = 0; i < Layers.Count; ++i)
        {
            foreach (string name in Layers[i].Train ?? [])
            {
                string key = string.Create(CultureInfo.InvariantCulture, $"layers[{i}].train");
                if (Layers[i].ObstacleToTraining(name) is string obstacle)
                    yield return new(key, $"'{name}' {obstacle}");
                else if (!Layers[i].Trainable.Contains(name))
                    yield return new(key, $"this layer has no '{name}' to train{Known(name, [Layers[i]])}");
            }
        }
    }

    private static string Known(string name, IEnumerable<LayerConfiguration> layers)
    {
        string[] names = [.. layers.SelectMany(layer => layer.Trainable).Distinct()];
        return names.Length == 0 ? "; nothing can be trained there" : $"{NearestName.Hint(name, names)}; there are {string.Join(", ", names)}";
    }
}
