using Bruno.Gpu.Kernels.RandomNumbers;
using Bruno.Gpu.RandomNumbers;

namespace Bruno.Gpu.Datasets;

/// <summary>
/// A simulated fingertip with twelve pressure sensors (taxels) under which a raised Braille sign slides by.
/// </summary>
/// <remarks>
/// <para>
/// Geometry, seen through the finger onto the paper: x is the sliding direction, y points away from the palm, the origin is the
/// middle of the contact patch. Twelve taxels is what the iCub robot's fingertip has; their places and numbers are this simulator's own:
/// nine on an ellipse (half axes 3.0 mm and 3.6 mm), every 40 degrees counter-clockwise from the palm side, and three within. In
/// millimetres (x, y):
/// </para>
/// <code>
///  1 ( 0.00, -3.60)   2 ( 1.93, -2.76)   3 ( 2.95, -0.63)   4 ( 2.60,  1.80)
///  5 ( 1.03,  3.38)   6 (-1.03,  3.38)   7 (-2.60,  1.80)   8 (-2.95, -0.63)
///  9 (-1.93, -2.76)  10 ( 0.00, -1.20)  11 ( 1.04,  0.60)  12 (-1.04,  0.60)
/// </code>
/// <para>
/// A sign has two columns of three dots at a pitch of 2.5 mm; a dot is a dome (paraboloid) of 1.5 mm base diameter. Under a soft skin a
/// taxel sees a Gaussian of sigma 1.1 mm around itself; together with the dome, whose own spread is a^2 / 6 for base radius a, a dot at
/// distance d adds exp(-d^2 / (2 (sigma^2 + a^2 / 6))). The reading is
/// </para>
/// <code>
/// counts = pressure gain (baseline + amplitude (1 - d_c^2 / R^2) sum over dots) + drift t / T + noise
/// </code>
/// <para>
/// rounded and limited to 0..255; d_c is the taxel's distance from the middle and R = 8 mm makes the rim of the round pad press less.
/// The sign travels 18 mm at a constant speed of nominally 3 mm/s after a short wait, and is read 40 times a second: 240 readings more or less.
/// </para>
/// </remarks>
internal static class TactileFingertip
{
    /// <summary>Number of taxels: 12, numbered from 1.</summary>
    public const int TaxelCount = 12;

    /// <summary>Readings a second.</summary>
    public const double ReadingsPerSecond = 40.0;

    private const double DotPitch = 2.5;
    private const double DotBaseRadius = 0.75;
    private const double ReceptiveField = 1.1;
    private const double PadRadius = 8.0;
    private const double Travel = 18.0;
    private const double NominalSpeed = 3.0;
    private const double BaselineCounts = 40.0;
    private const double DotCounts = 90.0;

    /// <summary>Keeps these random numbers apart from others drawn with the same seed: "TACT" in ASCII, plus 0 for the slide and n for taxel n.</summary>
    private const uint Stream = 0x5441_4354;

    private static readonly (double X, double Y)[] Places =
    [
        (0.00, -3.60), (1.93, -2.76), (2.95, -0.63), (2.60, 1.80),
        (1.03, 3.38), (-1.03, 3.38), (-2.60, 1.80), (-2.95, -0.63),
        (-1.93, -2.76), (0.00, -1.20), (1.04, 0.60), (-1.04, 0.60),
    ];

    /// <summary>Places of the taxels in metres (x along the sliding direction, y away from the palm); taxel number n is element n - 1.</summary>
    public static IReadOnlyList<(double X, double Y)> TaxelPositions { get; } =
        Array.AsReadOnly([.. Places.Select(place => (place.X * 1e-3, place.Y * 1e-3))]);

    /// <summary>Makes one recording. It depends on the four arguments only, not on how many others are made.</summary>
    /// <param name="options">Spreads, drift and noise; the other options do not matter here.</param>
    /// <param name="seed">Seed of the data set.</param>
    /// <param name="letter">Index in <see cref="BrailleAlphabet.Names"/>, 0 to 26.</param>
    /// <param name="repetition">Number of the recording of this letter, from 0.</param>
    public static TactileRecording Record(TactileOptions options, ulong seed, int letter, int repetition)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(repetition);
        CounterRandom slide = new(seed, Stream, (uint)letter, (uint)repetition);
        double speed = NominalSpeed * (1.0 + options.SpeedSpread * slide.NextBoundedGaussian());
        double lateral = options.LateralSpreadMetres * 1e3 * slide.NextBoundedGaussian();
        double turns = options.RotationSpreadDegrees / 360.0 * slide.NextBoundedGaussian();
        double pressure = 1.0 + options.PressureSpread * slide.NextBoundedGaussian();
        double wait = slide.NextUniform(0.0, options.StartDelaySeconds);

        (double X, double Y)[] dots = PlaceDots(letter, turns, lateral);
        int samples = 1 + (int)Math.Floor((wait + Travel / speed) * ReadingsPerSecond);
        byte[] counts = new byte[samples * TaxelCount];
        for (int taxel = 0; taxel < TaxelCount; taxel++)
        {
            CounterRandom random = new(seed, Stream + 1 + (uint)taxel, (uint)letter, (uint)repetition);
            double gain = pressure * (1.0 + options.TaxelGainSpread * random.NextBoundedGaussian());
            double drift = random.NextUniform(-options.Drift, options.Drift);
            (double x, double y) = Places[taxel];
            double amplitude = DotCounts * (1.0 - (x * x + y * y) / (PadRadius * PadRadius));
            for (int k = 0; k < samples; k++)
            {
                double moved = Math.Max(0.0, k / ReadingsPerSecond - wait) * speed - 0.5 * Travel;
                double reading = gain * (BaselineCounts + amplitude * Touch(dots, x - moved, y))
                    + drift * k / (samples - 1)
                    + options.Noise * random.NextGaussian();
                counts[k * TaxelCount + taxel] = (byte)Math.Clamp(Math.Floor(reading + 0.5), 0.0, 255.0);
            }
        }

        return new TactileRecording(letter, repetition, samples, counts);
    }

    /// <summary>Places of a sign's dots in millimetres around its middle, turned and moved sideways.</summary>
    private static (double X, double Y)[] PlaceDots(int letter, double turns, double lateral)
    {
        (double sine, double cosine) = PortableMath.SinCosOfTurns(turns);
        IReadOnlyList<int> raised = BrailleAlphabet.RaisedDots(letter);
        (double X, double Y)[] dots = new (double, double)[raised.Count];
        for (int i = 0; i < dots.Length; i++)
        {
            double x = DotPitch * (raised[i] <= 3 ? -0.5 : 0.5);
            double y = DotPitch * (1 - (raised[i] - 1) % 3);
            dots[i] = (cosine * x - sine * y, sine * x + cosine * y + lateral);
        }

        return dots;
    }

    /// <summary>Sum of the dots' effects at a place (in millimetres, relative to the sign's middle); 1 right above a single dot.</summary>
    private static double Touch((double X, double Y)[] dots, double x, double y)
    {
        const double inverse = 1.0 / (2.0 * (ReceptiveField * ReceptiveField + DotBaseRadius * DotBaseRadius / 6.0));
        double sum = 0.0;
        foreach ((double dotX, double dotY) in dots)
        {
            double exponent = ((x - dotX) * (x - dotX) + (y - dotY) * (y - dotY)) * inverse;
            // exp(-16) of some 100 counts is far below one count.
            if (exponent < 16.0)
                sum += PortableMath.Exp(-exponent);
        }

        return sum;
    }
}
