namespace Bruno.Oracle;

/// <summary>Explicit derivatives of a loss with respect to the outputs of every outer step, arrays [T][lane]; null is zero.</summary>
public sealed record FelifOracleLossGradient(double[][]? S, double[][]? V = null, double[][]? P = null);
