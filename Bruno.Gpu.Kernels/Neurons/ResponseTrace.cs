namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>Where a trace lies in the arrays of a <see cref="ResponseSequence{TReal}"/>.</summary>
/// <param name="Begin">Its first interval.</param>
/// <param name="End">Behind its last one.</param>
/// <param name="Quantity">Its first recorded quantity.</param>
/// <param name="Quantities">How many there are.</param>
/// <param name="Output">Its first number among those that are recorded, [rows, quantities].</param>
public readonly record struct ResponseTrace(int Begin, int End, int Quantity, int Quantities, int Output);
