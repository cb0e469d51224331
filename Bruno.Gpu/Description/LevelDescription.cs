namespace Bruno.Gpu.Description;

/// <summary>One level of a weight matrix.</summary>
/// <param name="Level">Its number, 0 in the middle.</param>
/// <param name="Weight">The weight.</param>
/// <param name="PositiveSiemens">The target of G+, S.</param>
/// <param name="NegativeSiemens">The target of G-, or of the reference cell, S.</param>
/// <param name="CurrentAmpere">The current at one unit of input, A.</param>
/// <param name="Weights">How many weights have this level.</param>
internal sealed record LevelDescription(
    int Level, double Weight, double PositiveSiemens, double NegativeSiemens, double CurrentAmpere, int Weights);
