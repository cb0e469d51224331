namespace Bruno.Gpu.Energy;

/// <summary>The shape of a layer, as far as digital circuits would have to compute it.</summary>
/// <param name="Inputs">Units of the layer before.</param>
/// <param name="Outputs">Its units.</param>
/// <param name="FanOut">Weights of each input; 0 where it has none.</param>
/// <param name="FeedbackFanOut">Weights of each of its own units back to the layer; 0 where it has none.</param>
/// <param name="Bits">Bits of a weight; none of 32-bit floating point.</param>
/// <param name="ReadsSpikes">Whether its inputs are spikes; else they are values, each of which is multiplied.</param>
/// <param name="IsSpiking">Whether its units are neurons that fire.</param>
internal sealed record DigitalLayer(int Inputs, int Outputs, int FanOut, int FeedbackFanOut, int? Bits, bool ReadsSpikes, bool IsSpiking)
{
    /// <summary>All its weights.</summary>
    public long Weights => (long)Inputs * FanOut + (long)Outputs * FeedbackFanOut;
}
