namespace Bruno.Gpu.Layers;

/// <summary>What of a layer is trained, and how.</summary>
/// <param name="Names">The names of what is trained; all are among those of <see cref="LayerConfiguration.Trainable"/>.</param>
/// <param name="Values">How many values a parameter of its neurons has.</param>
/// <param name="Range">The factor that a parameter of its neurons may become smaller or larger by.</param>
internal sealed record ParameterTraining(IReadOnlyList<string> Names, TrainedValues Values, double Range)
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

    /// <summary>The decay of the membrane potential of normalised FeLIF neurons.</summary>
    public const string Gamma = "gamma";

    /// <summary>By how much a spike raises an adaptive threshold in the long run.</summary>
    public const string Adaptation = "adaptation";

    /// <summary>The decay of the trace that raises an adaptive threshold.</summary>
    public const string AdaptationDecay = "adaptation_decay";

    /// <summary>The field of the normalised FeLIF neuron at which polarization switches.</summary>
    public const string ActivationField = "activation_field";

    /// <summary>The saturation polarization of the normalised FeLIF neuron.</summary>
    public const string SaturationPolarization = "saturation_polarization";

    /// <summary>The potential at which neurons fire.</summary>
    public const string Threshold = "threshold";

    /// <summary>Why decays cannot differ from neuron to neuron at the start; null where they can.</summary>
    public string? ObstacleToSpread(params ReadOnlySpan<string> decays)
    {
        foreach (string decay in decays)
        {
            if (Trains(decay) && Values == TrainedValues.Neuron)
                return null;
        }

        return $"needs a value of {string.Join(" or ", decays!)} for each neuron: train_values = \"neuron\", and that in the list of what is trained where there is one (its rate in optimizer.rates can be 0)";
    }

    /// <summary>Whether a parameter is trained.</summary>
    public bool Trains(string name) => Names.Contains(name);
}
