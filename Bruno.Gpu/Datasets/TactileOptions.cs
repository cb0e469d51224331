namespace Bruno.Gpu.Datasets;

/// <summary>
/// Options of the data set "tactile" (<c>[data.tactile]</c>). Spreads marked "relative" are standard deviations as a share of
/// the nominal value; draws are bounded at three standard deviations.
/// </summary>
public sealed record TactileOptions
{
    /// <summary>Number of classes, 2 to 27: the first ones of Space, A, B, ..., Z.</summary>
    public int Letters { get; init; } = BrailleAlphabet.Count;

    /// <summary>Recordings of each letter, all splits together; at least 3.</summary>
    public int Repetitions { get; init; } = 100;

    /// <summary>The taxels that become input channels, in this order, counted from 1 to 12 (<see cref="TactileFingertip"/> has their places).</summary>
    public int[] Taxels { get; init; } = [1, 2, 6, 10];

    /// <summary>Time steps of a sample after resampling, 2 to 100000; a step is 1 ms for the network.</summary>
    public int Steps { get; init; } = 102;

    /// <summary>Whether each taxel is brought to mean 0 and deviation 1 (statistics of the training split); otherwise values are counts, 0 to 255.</summary>
    public bool Standardise { get; init; } = true;

    /// <summary>Share of each letter's recordings that is for training, between 0 and 1.</summary>
    public double TrainFraction { get; init; } = 0.7;

    /// <summary>Share of each letter's recordings that is for validation, between 0 and 1; what is left is for testing.</summary>
    public double ValidationFraction { get; init; } = 0.15;

    /// <summary>Standard deviation of the white sensor noise in counts, 0 to 128.</summary>
    public double Noise { get; init; } = 8.0;

    /// <summary>Largest slow drift of a taxel over a recording in counts, 0 to 128: linear, its end drawn from ± this.</summary>
    public double Drift { get; init; } = 6.0;

    /// <summary>Relative spread of the sliding speed, 0 to 0.3; nominal 3 mm/s.</summary>
    public double SpeedSpread { get; init; } = 0.1;

    /// <summary>Spread of the letter's position across the sliding direction in metres, 0 to 0.005.</summary>
    public double LateralSpreadMetres { get; init; } = 0.4e-3;

    /// <summary>Spread of the letter's rotation against the fingertip in degrees, 0 to 30.</summary>
    public double RotationSpreadDegrees { get; init; } = 4.0;

    /// <summary>Relative spread of the pressure of the whole fingertip, 0 to 0.3.</summary>
    public double PressureSpread { get; init; } = 0.15;

    /// <summary>Relative spread of each taxel's own gain, drawn anew in each recording, 0 to 0.3.</summary>
    public double TaxelGainSpread { get; init; } = 0.1;

    /// <summary>Longest wait before the letter starts to move in seconds, 0 to 10; drawn uniformly from 0 to this.</summary>
    public double StartDelaySeconds { get; init; } = 0.5;

    /// <summary>Recordings of each letter in the training split, the first ones; two are left over at least.</summary>
    internal int TrainRepetitions => Share(TrainFraction, Repetitions - 2);

    /// <summary>Recordings of each letter in the validation split, those after the training ones; the rest, at least one, is for testing.</summary>
    internal int ValidationRepetitions => Share(ValidationFraction, Repetitions - TrainRepetitions - 1);

    /// <summary>Faults of these values, each starting with its key; empty where all is well.</summary>
    public IEnumerable<string> Validate()
    {
        if (Letters < 2 || Letters > BrailleAlphabet.Count)
            yield return $"letters must be between 2 and {BrailleAlphabet.Count}, is {Letters}";
        if (Repetitions < 3 || Repetitions > 1_000_000)
            yield return $"repetitions must be between 3 and 1000000, is {Repetitions}";
        if (Taxels.Length == 0)
            yield return "taxels must name at least one taxel";
        foreach (int taxel in Taxels.Where(taxel => taxel < 1 || taxel > TactileFingertip.TaxelCount))
            yield return $"taxels must be numbers from 1 to {TactileFingertip.TaxelCount}, one is {taxel}";
        if (Taxels.Distinct().Count() != Taxels.Length)
            yield return "taxels must not name a taxel twice";
        if (Steps < 2 || Steps > 100_000)
            yield return $"steps must be between 2 and 100000, is {Steps}";

        (string Key, double Value, double Largest)[] spreads =
        [
            ("noise", Noise, 128), ("drift", Drift, 128), ("speed_spread", SpeedSpread, 0.3),
            ("lateral_spread_metres", LateralSpreadMetres, 0.005), ("rotation_spread_degrees", RotationSpreadDegrees, 30),
            ("pressure_spread", PressureSpread, 0.3), ("taxel_gain_spread", TaxelGainSpread, 0.3),
            ("start_delay_seconds", StartDelaySeconds, 10),
        ];
        // Written so that NaN is a fault too.
        foreach ((string key, double value, double largest) in spreads.Where(s => !(s.Value >= 0 && s.Value <= s.Largest)))
            yield return FormattableString.Invariant($"{key} must be between 0 and {largest}, is {value}");

        foreach ((string key, double value) in new[] { ("train_fraction", TrainFraction), ("validation_fraction", ValidationFraction) })
        {
            if (!(value > 0 && value < 1))
                yield return FormattableString.Invariant($"{key} must be above 0 and below 1, is {value}");
        }

        if (TrainFraction + ValidationFraction >= 1)
        {
            yield return FormattableString.Invariant(
                $"validation_fraction must leave a share for testing, is {ValidationFraction} with train_fraction {TrainFraction}");
        }
    }

    /// <summary>The nearest whole number of repetitions, but at least one and at most what leaves one for each later split.</summary>
    private int Share(double fraction, int largest) => Math.Clamp((int)Math.Floor(fraction * Repetitions + 0.5), 1, largest);
}
