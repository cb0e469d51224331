namespace Bruno.Gpu.Simulation;

/// <summary>
/// An input current over time. A device's current is constant during an outer step: it is the waveform's value in the
/// middle of the step.
/// </summary>
public sealed record Waveform
{
    /// <summary>The shape.</summary>
    public WaveformKind Kind { get; init; } = WaveformKind.Constant;

    /// <summary>The amplitude, A.</summary>
    public double Amplitude { get; init; } = 2e-9;

    /// <summary>A current that is there all the time, A.</summary>
    public double Offset { get; init; }

    /// <summary>Where the shape begins, s; before it there is the offset only.</summary>
    public double Start { get; init; }

    /// <summary>For pulses: how long they are, s.</summary>
    public double Width { get; init; } = 5e-3;

    /// <summary>How long until the shape repeats, s; for pulses 0 means a single one.</summary>
    public double Period { get; init; } = 20e-3;

    /// <summary>The current at a time in s, A.</summary>
    public double At(double time)
    {
        double elapsed = time - Start;
        if (elapsed < 0)
            return Offset;
        double phase = Period > 0 ? elapsed / Period - Math.Floor(elapsed / Period) : 0;
        double shape = Kind switch
        {
            WaveformKind.Pulse => (Period > 0 ? phase * Period : elapsed) < Width ? 1 : 0,
            WaveformKind.Triangle => phase < 0.25 ? 4 * phase : phase < 0.75 ? 2 - 4 * phase : 4 * phase - 4,
            WaveformKind.Sine => Math.Sin(2 * Math.PI * phase),
            _ => 1,
        };
        return Offset + Amplitude * shape;
    }

    /// <summary>The currents of a number of outer steps, A, [steps, 1].</summary>
    /// <param name="steps">Outer steps.</param>
    /// <param name="stepSeconds">The length of one, s.</param>
    public CurrentTable Sample(int steps, double stepSeconds) =>
        new([.. Enumerable.Range(0, steps).Select(step => At((step + 0.5) * stepSeconds))], 1);

    /// <summary>Faults of the values, each beginning with its option.</summary>
    public IEnumerable<string> Validate()
    {
        if (!double.IsFinite(Amplitude) || !double.IsFinite(Offset) || !double.IsFinite(Start))
            yield return "--amplitude, --offset and --start must be finite numbers";
        if (!(Width > 0 && double.IsFinite(Width)))
            yield return "--width must be positive, in seconds";
        if (!(Period >= 0 && double.IsFinite(Period)) || (Kind is WaveformKind.Triangle or WaveformKind.Sine && Period == 0))
            yield return "--period must be positive, in seconds (for pulses 0 means a single one)";
    }
}
