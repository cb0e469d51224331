namespace Bruno.Gpu.Layers;

/// <summary>What of a layer is trained, and how.</summary>
/// <param name="Names">The names of what is trained; all are among those of <see cref="LayerConfiguration.Trainable"/>.</param>
/// <param name="Values">How many values a parameter of its neurons has.</param>
/// <param name="Range">The factor that a parameter of its neurons may become smaller or larger by.</param>
public sealed record ParameterTraining(IReadOnlyList<string> Names, TrainedValues Values, double Range)
{
    /// <summary>Weight matrices.</summary>
    public const string Weights = "weights";

    /// <summary>Biases of an encoder or of a linear layer.</summary>
    public const string Bias = "bias";

    /// <summary>Gains of an encoder.</summary>
    public const string Gain = "gain";

    /// <summary>The decay of the membrane potential of LIF neurons.</summary>
    public const string Alpha = "alpha";

    /// <summary>The decay of the synaptic current of LIF neurons.</summary>
    public const string Beta = "beta";

    /// <summary>Whether a parameter is trained.</summary>
    public bool Trains(string name) => Names.Contains(name);
}
