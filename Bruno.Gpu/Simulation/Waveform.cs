namespace Bruno.Gpu.Simulation;

/// <summary>A current or voltage over time; its values are in A or in V.</summary>
internal sealed record Waveform
{
    /// <summary>The shape.</summary>
    public WaveformKind Kind { get; init; } = WaveformKind.Constant;

    /// <summary>The amplitude.</summary>
    public double Amplitude { get; init; } = 2e-9;

    /// <summary>What is there all the time.</summary>
    public double Offset { get; init; }

    /// <summary>Where the shape begins, s; before it there is the offset only.</summary>
    public double Start { get; init; }

    /// <summary>How long a pulse or a stair is, s.</summary>
    public double Width { get; init; } = 5e-3;

    /// <summary>How long until the shape repeats, s; for pulses 0 means a single one.</summary>
    public double Period { get; init; } = 20e-3;

    /// <summary>The mean between two times, s.</summary>
    /// <remarks>Where the shape is flat between them, it is the value there to the last bit.</remarks>
    public double Mean(double begin, double end)
    {
        double from = Math.Max(begin, Start), length = end - from;
        double share = Snapped(length / (end - begin));
        return share > 0 ? Offset + Amplitude * share * MeanShape(from - Start, length) : Offset;
    }

    /// <summary>The value at a time, s; at a jump, that before it.</summary>
    public double At(double time)
    {
        double elapsed = time - Start;
        if (elapsed < 0 || (elapsed <= 0 && Kind is WaveformKind.Constant or WaveformKind.Pulse or WaveformKind.Staircase))
            return Offset;

        // Rounding must not make the end of a pulse or of a stair the time after it.
        double phase = Period > 0 ? elapsed / Period - Math.Floor(elapsed / Period) : 0, inPeriod = Period > 0 ? phase * Period : elapsed, rounding = 1e-9 * (Period + Width);
        double since = inPeriod <= rounding ? inPeriod + Period : inPeriod;
        return Offset + Amplitude * Kind switch
        {
            WaveformKind.Pulse => since <= Width + rounding || Width >= Period && Period > 0 ? 1 : 0,
            WaveformKind.Staircase => Math.Clamp(Math.Ceiling((since - rounding) / (Period / Stairs)), 1, Stairs) / Stairs,
            WaveformKind.Triangle => Triangle(phase),
            WaveformKind.Sine => Math.Sin(2 * Math.PI * phase),
            _ => 1,
        };
    }

    /// <summary>How many stairs there are in a period.</summary>
    private double Stairs => Math.Max(1, Math.Round(Period / Width));

    /// <summary>The mean of the shape from a time after its start on.</summary>
    private double MeanShape(double elapsed, double length)
    {
        // Counted from the period that it begins in, so that late times lose no digits.
        double time = Period > 0 ? elapsed - Math.Floor(elapsed / Period) * Period : elapsed;
        return Kind switch
        {
            WaveformKind.Pulse => Snapped((PulseArea(time + length) - PulseArea(time)) / length),
            WaveformKind.Staircase => (StairArea(time + length) - StairArea(time)) / length,
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

    /// <summary>The area under unit stairs until a time, s.</summary>
    private double StairArea(double time)
    {
        double whole = Math.Floor(time / Period), rest = time - whole * Period, stairs = Stairs, length = Period / stairs;
        double done = Math.Min(Math.Floor(rest / length), stairs - 1);
        return whole * Period * (stairs + 1) / (2 * stairs) + (length * done * (done + 1) / 2 + (rest - done * length) * (done + 1)) / stairs;
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
        if (!(Period >= 0 && double.IsFinite(Period)) || (Kind is WaveformKind.Triangle or WaveformKind.Sine or WaveformKind.Staircase && Period == 0))
            yield return "--period must be positive, in seconds (for pulses 0 means a single one)";
        if (Kind == WaveformKind.Staircase && Width > 0 && Period > 0 && Math.Abs(Period / Width - Stairs) > 1e-6 * Stairs)
            yield return "--period must be a whole number of stairs, each --width long";
    }
}
