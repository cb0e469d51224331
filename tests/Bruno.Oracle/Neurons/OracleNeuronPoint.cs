namespace Bruno.Oracle;

/// <summary>What a step of an <see cref="OracleNeuron"/> reads.</summary>
/// <param name="V">The potential before.</param>
/// <param name="P">The internal variable before.</param>
/// <param name="S">The output of the step before.</param>
/// <param name="X">The drive.</param>
/// <param name="C">The coefficients.</param>
public readonly record struct OracleNeuronPoint(double V, double P, double S, double X, double[] C);
