using Bruno.Gpu.Parameters;

namespace Bruno.Gpu.Comparison;

/// <summary>What a forward and a backward pass on a batch gave.</summary>
/// <param name="Parameters">The parameter arrays.</param>
/// <param name="Values">The gradients of all of them, in their order.</param>
/// <param name="Loss">The mean loss.</param>
/// <param name="Spikes">Whether each device spiked at each valid step, layer after layer.</param>
internal sealed record BatchGradient(IReadOnlyList<Parameter> Parameters, double[] Values, double Loss, IReadOnlyList<bool> Spikes)
{
    /// <summary>The gradient of a parameter array.</summary>
    public ReadOnlySpan<double> Of(Parameter parameter) => Values.AsSpan(parameter.Offset, parameter.Length);

    /// <summary>The share of spikes, in either pass, that the other has not; none where there are no spikes.</summary>
    public double? SpikeMismatch(BatchGradient other)
    {
        int either = 0, differ = 0;
        foreach ((bool mine, bool theirs) in Spikes.Zip(other.Spikes))
        {
            either += mine || theirs ? 1 : 0;
            differ += mine != theirs ? 1 : 0;
        }

        return either > 0 ? (double)differ / either : null;
    }
}
