namespace Bruno.Oracle;

/// <summary>Derivatives of a loss with respect to the input current [T][lane] (in 1/S ampere) and the initial state [lane].</summary>
public sealed record FelifOracleGradient(double[][] Current, double[] InitialV, double[] InitialP);
