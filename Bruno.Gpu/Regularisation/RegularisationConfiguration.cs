using Bruno.Gpu.Configuration;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Networks;

namespace Bruno.Gpu.Regularisation;

/// <summary>
/// Penalties that training adds to the loss: for spike rates out of bounds, for weights, for energy. The losses of metrics.csv are
/// those of the data, without them. Not given, there are none.
/// </summary>
public sealed record RegularisationConfiguration : IValidated
{
    /// <summary>
    /// The strength of the bounds on rates: to the loss is added this times the sum over layers of the mean over neurons of
    /// max(0, rate_low - r)^2 + max(0, r - rate_high)^2, with r the neuron's spikes a step over the batch.
    /// </summary>
    [Number(From = 0, To = 1e12)]
    public double RateStrength { get; init; }

    /// <summary>The lowest rate without a penalty.</summary>
    [Number(From = 0, To = 1, Unit = "spikes a neuron and step")]
    public double RateLow { get; init; }

    /// <summary>The highest rate without a penalty.</summary>
    [Number(From = 0, To = 1, Unit = "spikes a neuron and step")]
    public double RateHigh { get; init; } = 1;

    /// <summary>The layers whose rates have bounds, the first layer being 0; none named, all that put out spikes.</summary>
    [Number(From = 0, To = 1e6)]
    public IReadOnlyList<int> Layers { get; init; } = [];

    /// <summary>To the loss is added this times the sum of the magnitudes of all weights, recurrent ones too; not of biases.</summary>
    [Number(From = 0, To = 1e12)]
    public double L1 { get; init; }

    /// <summary>To the loss is added this times the sum of the squares of all weights, recurrent ones too; not of biases.</summary>
    [Number(From = 0, To = 1e12)]
    public double L2 { get; init; }

    /// <summary>
    /// To the loss is added this times the energy of the spikes of a sample, the mean over the batch, by the figures of [energy]: the spikes themselves
    /// and the synaptic operations that they cause.
    /// </summary>
    [Number(From = 0, To = 1e30, Unit = "1/J")]
    public double Energy { get; init; }

    /// <summary>Whether there are penalties.</summary>
    internal bool IsOn => ActsOnSpikes || L1 > 0 || L2 > 0;

    /// <summary>Whether anything is added to the derivatives of spikes.</summary>
    internal bool ActsOnSpikes => RateStrength > 0 || Energy > 0;

    /// <summary>Whether the rates of a layer have bounds.</summary>
    internal bool BoundsRatesOf(int layer) => RateStrength > 0 && (Layers.Count == 0 || Layers.Contains(layer));

    /// <inheritdoc/>
    public IEnumerable<Fault> Validate()
    {
        if (RateLow > RateHigh)
            yield return new("rate_low", FormattableString.Invariant($"must not exceed rate_high ({RateLow} > {RateHigh})"));
        if (RateStrength == 0 && (RateLow > 0 || RateHigh < 1 || Layers.Count > 0))
            yield return new("rate_strength", "is 0, so that rate_low, rate_high and layers do nothing: give it, or leave them out");
        if (RateStrength > 0 && RateLow == 0 && RateHigh == 1)
            yield return new("rate_strength", "acts on rates out of bounds, of which none is given: add rate_low, rate_high or both");
    }

    /// <summary>Faults beside a network and a gradient method, with keys relative to this.</summary>
    public IEnumerable<Fault> ValidateWith(NetworkConfiguration network, GradientConfiguration gradient)
    {
        foreach (int layer in Layers)
        {
            if (layer >= network.Layers.Count || !network.Layers[layer].IsSpiking)
                yield return new("layers", $"layer {layer} {(layer < network.Layers.Count ? "puts out no spikes" : "is not there")}: name layers of neurons that spike");
        }

        if (RateStrength > 0 && !network.Layers.Any(layer => layer.IsSpiking))
            yield return new("rate_strength", "acts on layers that put out spikes, of which the network has none");
        if (ActsOnSpikes && gradient.Method == GradientKind.SlttK)
        {
            yield return new(RateStrength > 0 ? "rate_strength" : "energy",
                "adds to the derivative of every step, but sltt-k goes back from a few chosen ones: use sltt, or another gradient method");
        }
    }
}
