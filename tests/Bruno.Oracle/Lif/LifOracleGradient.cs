namespace Bruno.Oracle;

/// <summary>Derivatives with respect to the input [T][batch][neuron], raw alpha and beta (of their own lengths) and R [to][from].</summary>
public sealed record LifOracleGradient(double[][][] Input, double[] Alpha, double[] Beta, double[][]? Recurrent);
