using Bruno.Gpu.Configuration;

namespace Bruno.Gpu.Datasets;

/// <summary>
/// Options of the data set "tactile" (<c>[data.tactile]</c>). Spreads marked "relative" are standard deviations as a share of
/// the nominal value; draws are bounded at three standard deviations.
/// </summary>
public sealed record TactileOptions : IValidated
{
    /// <summary>Number of classes, 2 to 27: the first ones of Space, A, B, ..., Z.</summary>
    [Number(From = 2, To = BrailleAlphabet.Count)]
    public int Letters { get; init; } = BrailleAlphabet.Count;

    /// <summary>Recordings of each letter, all splits together; at least 3.</summary>
    [Number(From = 3, To = 1_000_000)]
    public int Repetitions { get; init; } = 100;

    /// <summary>The taxels that become input channels, in this order, counted from 1 to 12.</summary>
    [Number(From = 1, To = TactileFingertip.TaxelCount)]
    public int[] Taxels { get; init; } = [1, 2, 6, 10];

    /// <summary>Time steps of a sample after resampling, 2 to 100000; a step is 1 ms for the network.</summary>
    [Number(From = 2, To = 100_000)]
    public int Steps { get; init; } = 102;

    /// <summary>Whether each taxel is brought to mean 0 and deviation 1 (statistics of the training split); otherwise values are counts, 0 to 255.</summary>
    public bool Standardise { get; init; } = true;

    /// <summary>Share of each letter's recordings that is for training, between 0 and 1.</summary>
    [Number(Above = 0, Below = 1)]
    public double TrainFraction { get; init; } = 0.7;

    /// <summary>Share of each letter's recordings that is for validation, between 0 and 1; what is left is for testing.</summary>
    [Number(Above = 0, Below = 1)]
    public double ValidationFraction { get; init; } = 0.15;

    /// <summary>Standard deviation of the white sensor noise in counts, 0 to 128.</summary>
    [Number(From = 0, To = 128, Unit = "counts")]
    public double Noise { get; init; } = 8.0;

    /// <summary>Largest slow drift of a taxel over a recording in counts, 0 to 128: linear, its end drawn from ± this.</summary>
    [Number(From = 0, To = 128, Unit = "counts")]
    public double Drift { get; init; } = 6.0;

    /// <summary>Relative spread of the sliding speed, 0 to 0.3; nominal 3 mm/s.</summary>
    [Number(From = 0, To = 0.3)]
    public double SpeedSpread { get; init; } = 0.1;

    /// <summary>Spread of the letter's position across the sliding direction in metres, 0 to 0.005.</summary>
    [Number(From = 0, To = 0.005, Unit = "m")]
    public double LateralSpreadMetres { get; init; } = 0.4e-3;

    /// <summary>Spread of the letter's rotation against the fingertip in degrees, 0 to 30.</summary>
    [Number(From = 0, To = 30, Unit = "degrees")]
    public double RotationSpreadDegrees { get; init; } = 4.0;

    /// <summary>Relative spread of the pressure of the whole fingertip, 0 to 0.3.</summary>
    [Number(From = 0, To = 0.3)]
    public double PressureSpread { get; init; } = 0.15;

    /// <summary>Relative spread of each taxel's own gain, drawn anew in each recording, 0 to 0.3.</summary>
    [Number(From = 0, To = 0.3)]
    public double TaxelGainSpread { get; init; } = 0.1;

    /// <summary>Longest wait before the letter starts to move in seconds, 0 to 10; drawn uniformly from 0 to this.</summary>
    [Number(From = 0, To = 10, Unit = "s")]
    public double StartDelaySeconds { get; init; } = 0.5;

    /// <summary>Recordings of each letter in the training split, the first ones; two are left over at least.</summary>
    internal int TrainRepetitions => Share(TrainFraction, Repetitions - 2);

    /// <summary>Recordings of each letter in the validation split, those after the training ones; the rest, at least one, is for testing.</summary>
    internal int ValidationRepetitions => Share(ValidationFraction, Repetitions - TrainRepetitions - 1);

    /// <inheritdoc/>
    public IEnumerable<Fault> Validate()
    {
        if (Taxels.Length == 0)
            yield return new("taxels", "must name at least one taxel");
        if (Taxels.Distinct().Count() != Taxels.Length)
            yield return new("taxels", "must not name a taxel twice");
        if (TrainFraction + ValidationFraction >= 1)
        {
            yield return new("validation_fraction", FormattableString.Invariant(
                $"must leave a share for testing, is {ValidationFraction} with train_fraction {TrainFraction}"));
        }
    }

    /// <summary>The nearest whole number of repetitions, but at least one and at most what leaves one for each later split.</summary>
    private int Share(double fraction, int largest) => Math.Clamp((int)Math.Floor(fraction * Repetitions + 0.5), 1, largest);
}
