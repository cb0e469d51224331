using Bruno.Gpu.Configuration;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Recordings;

namespace Bruno.Gpu.Preparations;

/// <summary>
/// Population code (Bohte, La Poutré and Kok, Neurocomputing 2002): each channel becomes n with Gaussian receptive fields,
/// exp(-(x - m_i)² / (2 s²)), i = 1 to n, with m_i = low + (2 i - 3) / 2 (high - low) / (n - 2) and s = (high - low) / (overlap (n - 2)).
/// </summary>
public sealed record PopulationPreparation : RangedPreparation
{
    private const int MostChannels = 1_000_000;

    /// <summary>Receptive fields of each channel, n.</summary>
    [Number(From = 3, To = 10_000)]
    public int Fields { get; init; } = 8;

    /// <summary>How narrow the fields are: the distance of their centres in their widths.</summary>
    [Number(Above = 0, To = 1000)]
    public double Overlap { get; init; } = 1.5;

    /// <inheritdoc/>
    internal override SignalShape After(SignalShape shape) => (long)shape.Width * Fields > MostChannels
        ? throw new BrunoException(ExitCode.Usage, $"data.preparation: {Fields} fields of {shape.Width} channels are more than {MostChannels} channels; take fewer.")
        : base.After(shape) with { Channels = [.. shape.Channels.SelectMany(name => Enumerable.Range(1, Fields).Select(field => $"{name}:{field}"))] };

    /// <inheritdoc/>
    internal override long ValuesAfter(Recording recording, SignalShape shape) => (long)recording.Values.Length * Fields;

    /// <inheritdoc/>
    internal override Recording Apply(Recording recording, SignalShape shape)
    {
        float[] values = new float[recording.Steps * shape.Width * Fields];
        for (int i = 0; i < values.Length; ++i)
        {
            int channel = i / Fields % shape.Width, field = i % Fields + 1;
            (double low, double high) = RangeOf(channel);
            double range = high - low;
            double centre = low + (2 * field - 3) / 2.0 * range / (Fields - 2), width = range / (Overlap * (Fields - 2));
            double distance = (recording.Values[i / Fields] - centre) / width;
            values[i] = (float)Math.Exp(-distance * distance / 2);
        }

        return recording with { Values = values };
    }
}
