using Bruno.Gpu.Configuration;
using Bruno.Gpu.Kernels.Synapses;
using Bruno.Gpu.RandomNumbers;
using Bruno.Gpu.Synapses.NonIdealities;

namespace Bruno.Gpu.Synapses;

/// <summary>
/// The synapses of a layer as devices. As it stands, weights are ideal: not quantised, and nothing goes wrong with their
/// conductances.
/// </summary>
public sealed record SynapseConfiguration : IValidated
{
    /// <summary>How coarse weights are.</summary>
    public QuantisationConfiguration Quantisation { get; init; } = new();

    /// <summary>The conductances that they are held in.</summary>
    public ConductanceConfiguration Conductance { get; init; } = new();

    /// <summary>What goes wrong with them.</summary>
    public NonIdealityConfiguration NonIdealities { get; init; } = new();

    /// <summary>When the non-idealities act: in training (noise-aware), in evaluation, or both. Levels are always there.</summary>
    public ActivePhase Active { get; init; } = ActivePhase.Both;

    /// <summary>Whether weights have levels.</summary>
    public bool IsQuantised => Quantisation.Bits is not null || Conductance.Levels.Length > 0;

    /// <summary>Whether the levels of a weight are drawn.</summary>
    public bool HasDrawnLevels => IsQuantised && Quantisation.Rounding == RoundingKind.Stochastic;

    /// <summary>Whether effective weights are the very weights.</summary>
    public bool IsIdeal => !IsQuantised && NonIdealities.LeaveWeightsAlone;

    /// <summary>
    /// Whether the read noise of a dense layer's output is drawn as one number: it can be where each weight has cells of its own, and
    /// those stay as they are for a whole pass.
    /// </summary>
    internal bool SumsReadNoise =>
        NonIdealities.ReadNoise.Model.IsOn && NonIdealities.ReadNoise.Draw == ReadNoiseDraw.Output && Conductance.Range.IsPair;

    /// <summary>The same with measured levels read from their file, where there is one.</summary>
    public SynapseConfiguration WithLevelsRead() =>
        Conductance.LevelsFile is null ? this : this with { Conductance = Conductance.WithLevelsRead() };

    /// <summary>
    /// The same with the levels that its cells have: measured ones read from their file, and where bits are given besides, so many of
    /// them as the bits say (<see cref="LevelChoice"/>).
    /// </summary>
    public SynapseConfiguration WithLevelsChosen()
    {
        SynapseConfiguration read = WithLevelsRead();
        return read.Quantisation.Bits is int bits && read.Conductance.Levels.Length > 0
            ? read with
            {
                Quantisation = read.Quantisation with { Bits = null },
                Conductance = read.Conductance with { Levels = LevelChoice.Evenly(read.Conductance.Levels, CellLevels(bits)) },
            }
            : read;
    }

    /// <summary>Levels of a cell of weights of this many bits: 2^(b-1) - 1 of either sign and 0.</summary>
    private int CellLevels(int bits) => Conductance.Pair == PairKind.Reference ? (1 << bits) - 1 : 1 << (bits - 1);

    /// <inheritdoc/>
    public IEnumerable<Fault> Validate()
    {
        if (Quantisation.Bits is >= QuantisationConfiguration.LeastBits and <= QuantisationConfiguration.MostBits and int bits
            && Conductance.Levels.Length > 0 && Conductance.Levels.Length < CellLevels(bits))
        {
            yield return new("quantisation.bits", $"{bits} bits take {CellLevels(bits)} of the measured levels of a cell, of which there are {Conductance.Levels.Length}");
        }

        if (Quantisation.Clip is not null && !IsQuantised && Conductance.LevelsFile is null)
            yield return new("quantisation.clip", "acts on weights that have levels: give quantisation.bits or conductance.levels, or leave it out");
    }
}
