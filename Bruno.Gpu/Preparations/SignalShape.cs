namespace Bruno.Gpu.Preparations;

/// <summary>What a preparation must know of the signals it works on.</summary>
/// <param name="Channels">Names of the channels.</param>
/// <param name="StepSeconds">The duration of a time step, s.</param>
internal sealed record SignalShape(IReadOnlyList<string> Channels, double StepSeconds)
{
    /// <summary>Width of a row.</summary>
    public int Width => Channels.Count;
}
