namespace Bruno.Gpu.Synapses;

/// <summary>The target conductances of one weight matrix, all but the scales [inputs, outputs].</summary>
/// <param name="Layer">The layer's name.</param>
/// <param name="Inputs">Rows.</param>
/// <param name="Outputs">Columns.</param>
/// <param name="IsPair">Whether both sides are cells of their own; else the negative side is a reference cell a row.</param>
/// <param name="Levels">The level of each weight; none where weights have none.</param>
/// <param name="Weights">The weights.</param>
/// <param name="Positive">G+, S.</param>
/// <param name="Negative">G-, or the reference's conductance, S.</param>
/// <param name="Scales">w_max of each output.</param>
/// <param name="WeightPerSiemens">The weight of one siemens of difference of each output, 1/S.</param>
internal sealed record ConductanceMatrix(
    string Layer, int Inputs, int Outputs, bool IsPair, int?[] Levels, double[] Weights, double[] Positive, double[] Negative,
    double[] Scales, double[] WeightPerSiemens)
{
    /// <summary>The weight that a cell's conductances stand for.</summary>
    public double WeightOf(int cell) => (Positive[cell] - Negative[cell]) * WeightPerSiemens[cell % Outputs];
}
