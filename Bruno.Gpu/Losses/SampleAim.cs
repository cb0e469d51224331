namespace Bruno.Gpu.Losses;

/// <summary>What a sample should come to.</summary>
/// <param name="Class">Its class, counted from 0; -1 where steps have targets instead.</param>
/// <param name="Targets">What is wanted at each step, [step, output]; null where there is a class.</param>
public readonly record struct SampleAim(int Class, double[,]? Targets);
