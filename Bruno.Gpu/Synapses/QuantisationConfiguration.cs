using Bruno.Gpu.Configuration;
using Bruno.Gpu.Kernels.Synapses;

namespace Bruno.Gpu.Synapses;

/// <summary>
/// How coarse weights are. These are bits of the weight, that is levels of a cell; the bits of converters are those of
/// <see cref="NonIdealities.ConverterConfiguration"/>.
/// </summary>
public sealed record QuantisationConfiguration
{
    /// <summary>The fewest bits: levels -1, 0, 1.</summary>
    public const int LeastBits = 2;

    /// <summary>The most bits: levels -127 to 127.</summary>
    public const int MostBits = 8;

    /// <summary>Bits of a weight; not given, weights are not quantised, or have all measured levels of the conductance. Where there are measured levels, so many of them are used: those nearest to even steps from the first to the last.</summary>
    [Number(From = LeastBits, To = MostBits)]
    public int? Bits { get; init; }

    /// <summary>How a weight finds its level.</summary>
    public RoundingKind Rounding { get; init; } = RoundingKind.Nearest;

    /// <summary>Over which weights w_max is taken.</summary>
    public ScaleKind Scale { get; init; } = ScaleKind.Layer;

    /// <summary>
    /// w_max is at most this many root mean squares of the weights that share it; larger weights get the outermost level. A few
    /// large weights then do not make all levels coarse. Not given, w_max is the largest magnitude.
    /// </summary>
    [Number(Above = 0, To = 1e6, Unit = "root mean squares")]
    public double? Clip { get; init; }

    /// <summary>The step between levels.</summary>
    public QuantiserVariant Variant { get; init; } = QuantiserVariant.Legacy;

    /// <summary>How often stochastic rounding draws.</summary>
    public QuantisationDraw Draw { get; init; } = QuantisationDraw.Element;
}
