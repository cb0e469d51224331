using Bruno.Gpu.Configuration;

namespace Bruno.Gpu.Layers;

/// <summary>
/// Dropout of what the layer before puts out, spikes or values: in training each unit is left out with a probability and else
/// multiplied by 1 / (1 - rate). Evaluation and chips pass everything through. It comes in front of synapses: between synapses and
/// the neurons that they lead to, it would leave out drives.
/// </summary>
public sealed record DropoutLayerConfiguration : LayerConfiguration
{
    /// <summary>The probability with which a unit is left out.</summary>
    [Number(From = 0, Below = 1)]
    public double Rate { get; init; } = 0.2;

    /// <summary>Whether what is left out is drawn anew at every step, or once a sequence.</summary>
    public DropoutStretch Per { get; init; } = DropoutStretch.Step;

    /// <inheritdoc/>
    public override bool IsTransparent => true;

    /// <summary>Micro-steps of a step, where the network is unrolled.</summary>
    internal int MicroSteps { get; init; } = 1;

    /// <inheritdoc/>
    internal override void AddTo<T>(LayerStack<T> stack, LayerAssembly assembly) =>
        stack.AddDropout(Rate, Per == DropoutStretch.Step ? MicroSteps : null);

    /// <summary>The same units are left out in all micro-steps of a step.</summary>
    public override LayerConfiguration Unrolled(int n) => this with { MicroSteps = n };
}
