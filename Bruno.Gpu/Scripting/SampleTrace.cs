namespace Bruno.Gpu.Scripting;

/// <summary>What a network did with a sample.</summary>
/// <param name="StepSeconds">The length of a step, s.</param>
/// <param name="Input">What it read, [step, channel], as prepared.</param>
/// <param name="Layers">What its layers did, the first layer first.</param>
public sealed record SampleTrace(double StepSeconds, double[,] Input, IReadOnlyList<LayerTrace> Layers)
{
    /// <summary>What the last layer put out, [step, output].</summary>
    public double[,] Output => Layers[^1].Output;
}
