namespace Bruno.Gpu.Simulation;

/// <summary>The shapes of a <see cref="Waveform"/>.</summary>
internal enum WaveformKind
{
    /// <summary>The amplitude all the time.</summary>
    Constant,

    /// <summary>The amplitude for a width, then nothing, again every period.</summary>
    Pulse,

    /// <summary>From 0 linearly to the amplitude, to its negative and back in a period.</summary>
    Triangle,

    /// <summary>A sine of the period.</summary>
    Sine,

    /// <summary>Stairs up to the amplitude, each a width long, again every period.</summary>
    Staircase,
}
