namespace Bruno.Gpu.Simulation;

/// <summary>An input current over time.</summary>
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

    /// <summary>The mean current between two times in s, A.</summary>
    /// <remarks>Where the shape is flat between them, it is the current there to the last bit.</remarks>
    public double Mean(double begin, double end)
    {
        double from = Math.Max(begin, Start), length = end - from;
        double share = Snapped(length / (end - begin));
        return share > 0 ? Offset + Amplitude * share * MeanShape(from - Start, length) : Offset;
    }

    /// <summary>The mean of the shape from a time after its start on.</summary>
    private double MeanShape(double elapsed, double length)
    {
        // Counted from the period that it begins in, so that late times lose no digits.
        double time = Period > 0 ? elapsed - Math.Floor(elapsed / Period) * Period : elapsed;
        return Kind switch
        {
            WaveformKind.Pulse => Snapped((PulseArea(time + length) - PulseArea(time)) / length),
            WaveformKind.Triangle => TriangleMean(time / Period, length / Period),
            WaveformKind.Sine => Math.Sin(Math.PI * (2 * time + length) / Period) * Sinc(Math.PI * length / Period),
            _ => 1,
        };
    }

    /// <summary>The area of unit pulses until a time, s.</summary>
    private double PulseArea(double time)
    {
        if (Period == 0)
            return Math.Min(time, Width);
        double whole = Math.Floor(time / Period);
        return whole * Math.Min(Width, Period) + Math.Min(time - whole * Period, Math.Min(Width, Period));
    }

    private static double TriangleMean(double phase, double length)
    {
        // Without a corner between them, the middle is the mean.
        double corner = Math.Floor(phase * 2 + 0.5) / 2 + 0.25;
        return phase + length <= corner ? Triangle(phase + length / 2) : (TriangleArea(phase + length) - TriangleArea(phase)) / length;
    }

    private static double Triangle(double phase)
    {
        double rest = phase - Math.Floor(phase);
        return rest < 0.25 ? 4 * rest : rest < 0.75 ? 2 - 4 * rest : 4 * rest - 4;
    }

    /// <summary>The area under the triangle from 0 to a phase; that of a whole period is 0.</summary>
    private static double TriangleArea(double phase)
    {
        double rest = phase - Math.Floor(phase);
        return rest < 0.25 ? 2 * rest * rest : rest < 0.75 ? 0.25 - 2 * (rest - 0.5) * (rest - 0.5) : 2 * (rest - 1) * (rest - 1);
    }

    private static double Sinc(double angle) => angle < 1e-8 ? 1 : Math.Sin(angle) / angle;

    /// <summary>A share of a step; rounding of its ends must not make a full one less, or an empty one more.</summary>
    private static double Snapped(double share) => share < 1e-9 ? 0 : share > 1 - 1e-9 ? 1 : share;

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
