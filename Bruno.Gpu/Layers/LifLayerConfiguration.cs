using Bruno.Gpu.Configuration;
using Bruno.Gpu.Kernels.Devices;

namespace Bruno.Gpu.Layers;

/// <summary>LIF neurons, one a unit of the layer before; decays are trained.</summary>
public sealed record LifLayerConfiguration : SpikingLayerConfiguration
{
    /// <summary>Decay of the membrane potential a step, at the start.</summary>
    [Number(From = LifDecay.Smallest, To = LifDecay.Largest)]
    public double Alpha { get; init; } = 0.8;

    /// <summary>Decay of the synaptic current a step, at the start.</summary>
    [Number(From = LifDecay.Smallest, To = LifDecay.Largest)]
    public double Beta { get; init; } = 0.7;

    /// <summary>The potential at which a neuron fires.</summary>
    [Number(Above = 0, To = 1e6)]
    public double Threshold { get; init; } = 1;

    /// <inheritdoc/>
    public override string? NeuronName => Recurrent ? "rlif" : "lif";

    /// <inheritdoc/>
    public override void AddTo<T>(LayerStack<T> stack, LayerAssembly assembly)
    {
        string name = stack.NextName(NeuronName!);
        stack.AddLif(name, Alpha, Beta, Threshold, Surrogate, SurrogateSlope, layer => RecurrentIn(stack, assembly, layer));
    }

    /// <summary>The same neurons, whose decays are spread over the steps.</summary>
    public override LayerConfiguration Unrolled(int n) => this with { Alpha = Math.Pow(Alpha, 1.0 / n), Beta = Math.Pow(Beta, 1.0 / n) };
}
