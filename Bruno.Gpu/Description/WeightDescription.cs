using Bruno.Gpu.Kernels.Synapses;

namespace Bruno.Gpu.Description;

/// <summary>A weight matrix and what its weights are made of.</summary>
internal sealed record WeightDescription
{
    /// <summary>The layer's name.</summary>
    public required string Layer { get; init; }

    /// <summary>Rows.</summary>
    public required int Inputs { get; init; }

    /// <summary>Columns.</summary>
    public required int Outputs { get; init; }

    /// <summary>Bits of a weight; none where weights are not quantised, or have measured levels.</summary>
    public required int? WeightBits { get; init; }

    /// <summary>Bits of the converter of inputs; none where there is none.</summary>
    public required int? InputDacBits { get; init; }

    /// <summary>Bits of the converter of outputs; none where there is none.</summary>
    public required int? OutputAdcBits { get; init; }

    /// <summary>How a weight finds its level.</summary>
    public required RoundingKind Rounding { get; init; }

    /// <summary>Over which weights w_max is taken.</summary>
    public required ScaleKind Scale { get; init; }

    /// <summary>How devices make a weight.</summary>
    public required PairKind Pair { get; init; }

    /// <summary>The smallest conductance, S.</summary>
    public required double GMin { get; init; }

    /// <summary>The largest conductance, S.</summary>
    public required double GMax { get; init; }

    /// <summary>The current of one unit of weight and input, A.</summary>
    public required double CurrentUnit { get; init; }

    /// <summary>The smallest w_max of all columns.</summary>
    public required double SmallestScale { get; init; }

    /// <summary>The largest w_max of all columns; weights and currents of the levels are those of its column.</summary>
    public required double LargestScale { get; init; }

    /// <summary>The smallest weight.</summary>
    public required double SmallestWeight { get; init; }

    /// <summary>The largest weight.</summary>
    public required double LargestWeight { get; init; }

    /// <summary>The levels, from the most negative; empty where weights are not quantised.</summary>
    public required IReadOnlyList<LevelDescription> Levels { get; init; }
}
