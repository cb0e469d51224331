using Bruno.Gpu.Configuration;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Recordings;
using NWaves.Filters.Fda;
using NWaves.Transforms;
using NWaves.Windows;

namespace Bruno.Gpu.Preparations;

/// <summary>
/// Log-mel spectrogram of sound. Frames of a window, a hop apart, are weighted by a Hann window, 0 at both ends; of each the power spectrum
/// |FFT|² / n_fft is summed under triangles that are equidistant in mel, 2595 log10(1 + f / 700 Hz); the logarithm of each sum, but at
/// least of the floor, is a channel. A sound that ends within its first window is filled up with silence.
/// </summary>
public sealed record LogMelPreparation : Preparation, IValidated
{
    /// <summary>Bands, the channels afterwards.</summary>
    [Number(From = 1, To = 10_000)]
    public int Bands { get; init; } = 40;

    /// <summary>The length of a window.</summary>
    [Number(Above = 0, To = 60, Unit = "s")]
    public double WindowSeconds { get; init; } = 0.025;

    /// <summary>From one window to the next: the time step afterwards.</summary>
    [Number(Above = 0, To = 60, Unit = "s")]
    public double HopSeconds { get; init; } = 0.01;

    /// <summary>The lower end of the first band.</summary>
    [Number(From = 0, To = 1e6, Unit = "Hz")]
    public double LowestFrequency { get; init; } = 20;

    /// <summary>The upper end of the last band; not given, half the sampling rate.</summary>
    [Number(Above = 0, To = 1e6, Unit = "Hz")]
    public double? HighestFrequency { get; init; }

    /// <summary>The smallest sum whose logarithm is taken.</summary>
    [Number(Above = 0, To = 1)]
    public double Floor { get; init; } = 1e-10;

    /// <inheritdoc/>
    internal override SignalShape After(SignalShape shape)
    {
        double half = 0.5 / shape.StepSeconds;
        if (shape.Width != 1)
            throw new BrunoException(ExitCode.Usage, $"data.preparation: log_mel takes sound of one channel, but there are {shape.Width} ({string.Join(", ", shape.Channels.Take(8))}); choose one with select before it.");
        if (LowestFrequency >= (HighestFrequency ?? half) || (HighestFrequency ?? half) > half * (1 + 1e-9))
        {
            throw new BrunoException(ExitCode.Usage, FormattableString.Invariant(
                $"data.preparation: the bands of log_mel go from {LowestFrequency} Hz to {HighestFrequency ?? half} Hz, but the sound reaches up to {half} Hz (half its sampling rate)."));
        }

        return new([.. Enumerable.Range(0, Bands).Select(band => $"mel {band}")], Samples(HopSeconds, shape) / Math.Round(1 / shape.StepSeconds, 6));
    }

    /// <inheritdoc/>
    internal override long ValuesAfter(Recording recording, SignalShape shape) => (recording.Steps / Samples(HopSeconds, shape) + 1L) * Bands;

    /// <inheritdoc/>
    internal override Recording Apply(Recording recording, SignalShape shape)
    {
        int window = Samples(WindowSeconds, shape), hop = Samples(HopSeconds, shape), size = 1;
        while (size < window)
            size *= 2;
        double rate = 1 / shape.StepSeconds;
        float[] weights = Window.Hann(window);
        float[][] bank = FilterBanks.Triangular(
            size, (int)Math.Round(rate), FilterBanks.MelBands(Bands, (int)Math.Round(rate), LowestFrequency, HighestFrequency ?? rate / 2));
        RealFft transform = new(size);
        int frames = Math.Max(1, (recording.Steps - window) / hop + 1);
        float[] values = new float[frames * Bands], frame = new float[size], power = new float[size / 2 + 1];
        for (int k = 0; k < frames; ++k)
        {
            Array.Clear(frame);
            int count = Math.Min(window, recording.Steps - k * hop);
            for (int i = 0; i < count; ++i)
                frame[i] = recording.Values[k * hop + i] * weights[i];
            transform.PowerSpectrum(frame, power, normalize: false);
            for (int band = 0; band < Bands; ++band)
            {
                double sum = 0;
                for (int bin = 0; bin < power.Length; ++bin)
                    sum += bank[band][bin] * power[bin] / size;
                values[k * Bands + band] = (float)Math.Log(Math.Max(sum, Floor));
            }
        }

        return recording with { Values = values, Steps = frames };
    }

    /// <inheritdoc/>
    public IEnumerable<Fault> Validate()
    {
        if (HopSeconds > WindowSeconds)
            yield return new("hop_seconds", FormattableString.Invariant($"must not exceed window_seconds ({WindowSeconds} s), is {HopSeconds} s: sound between windows would be lost"));
    }

    private static int Samples(double seconds, SignalShape shape) => Math.Max(1, (int)Math.Round(seconds / shape.StepSeconds));
}
