using Bruno.Gpu.Configuration;

namespace Bruno.Gpu.Synapses;

/// <summary>
/// One cell of an array, a row of the file for its programmer. A weight comes back as
/// <c>(conductance of its positive cell - that of its negative or of its row's reference cell) weight_per_siemens</c>.
/// </summary>
internal sealed record ConductanceRow
{
    /// <summary>The layer's name.</summary>
    public required string Layer { get; init; }

    /// <summary>The input, from 0.</summary>
    public required int Row { get; init; }

    /// <summary>The output, from 0; empty for the reference cell of a row.</summary>
    public required int? Column { get; init; }

    /// <summary>Which cell of the weight.</summary>
    public required ConductanceSide Side { get; init; }

    /// <summary>The level of the weight, 0 in the middle; empty where weights have none.</summary>
    public required int? Level { get; init; }

    /// <summary>The conductance to write, S.</summary>
    [ConfigurationKey("conductance_s")]
    public required double ConductanceSiemens { get; init; }

    /// <summary>The weight; empty for a reference cell.</summary>
    public required double? Weight { get; init; }

    /// <summary>The weight of the largest conductance, w_max of the layer or column; empty for a reference cell.</summary>
    public required double? WMax { get; init; }

    /// <summary>The weight of one siemens of difference, 1/S; empty for a reference cell.</summary>
    public required double? WeightPerSiemens { get; init; }
}
