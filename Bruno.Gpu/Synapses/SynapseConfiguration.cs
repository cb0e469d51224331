using Bruno.Gpu.Configuration;
using Bruno.Gpu.Kernels.Synapses;
using Bruno.Gpu.Networks;
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

    /// <inheritdoc/>
    public IEnumerable<Fault> Validate()
    {
        if (Quantisation.Bits is not null && (Conductance.Levels.Length > 0 || Conductance.LevelsFile is not null))
            yield return new("quantisation.bits", "must be left out where conductance.levels are given: the measured levels are the levels of the weights");
        if (Quantisation.Clip is not null && !IsQuantised && Conductance.LevelsFile is null)
            yield return new("quantisation.clip", "acts on weights that have levels: give quantisation.bits or conductance.levels, or leave it out");
    }
}
