namespace Bruno.Gpu.Datasets;

/// <summary>What a network must know of its data.</summary>
/// <param name="Channels">Width of an input row.</param>
/// <param name="Outputs">Number of classes, or width of a target row.</param>
/// <param name="HasTargets">Whether there is a target at every step.</param>
/// <param name="StepSeconds">Duration of a time step, s.</param>
public readonly record struct DataShape(int Channels, int Outputs, bool HasTargets, double StepSeconds)
{
    /// <summary>Width of a target row; 0 where there are none.</summary>
    public int TargetWidth => HasTargets ? Outputs : 0;
}
