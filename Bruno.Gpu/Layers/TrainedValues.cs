namespace Bruno.Gpu.Layers;

/// <summary>How many values a trained parameter of neurons has.</summary>
public enum TrainedValues
{
    /// <summary>One for all neurons of a layer.</summary>
    Layer,

    /// <summary>One a neuron.</summary>
    Neuron,
}
