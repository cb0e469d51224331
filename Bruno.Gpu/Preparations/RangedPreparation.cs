using Bruno.Gpu.Configuration;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Recordings;

namespace Bruno.Gpu.Preparations;

/// <summary>A preparation that knows the range of each channel: u = (x - low) / (high - low), held to 0 to 1.</summary>
public abstract record RangedPreparation : Preparation, IValidated
{
    /// <summary>What u = 0 stands for, one value or one a channel; not given, the smallest value of each channel in the training part.</summary>
    [Number(From = -1e300, To = 1e300)]
    public IReadOnlyList<double>? Low { get; init; }

    /// <summary>What u = 1 stands for, one value or one a channel; not given, the largest value of each channel in the training part.</summary>
    [Number(From = -1e300, To = 1e300)]
    public IReadOnlyList<double>? High { get; init; }

    /// <inheritdoc/>
    internal override Preparation Fitted(IReadOnlyList<Recording> train, SignalShape shape)
    {
        if (Low is not null && High is not null)
            return this;
        ValueRange range = ValueRange.Of(train, shape.Width);
        return this with { Low = Low ?? range.Low, High = High ?? range.High };
    }

    /// <inheritdoc/>
    internal override SignalShape After(SignalShape shape)
    {
        foreach ((string key, IReadOnlyList<double>? values) in new[] { ("low", Low), ("high", High) })
        {
            if (values is not null && values.Count != 1 && values.Count != shape.Width)
                throw new BrunoException(ExitCode.Usage, $"data.preparation: {key} has {values.Count} values, but there are {shape.Width} channels; give one for all, or one a channel.");
        }

        for (int channel = 0; Low is not null && High is not null && channel < shape.Width; ++channel)
        {
            (double low, double high) = RangeOf(channel);
            if (!(low < high))
            {
                throw new BrunoException(ExitCode.Usage, FormattableString.Invariant(
                    $"data.preparation: the range of channel '{shape.Channels[channel]}' goes from low = {low} to high = {high}; high must exceed low. Where one of them is given, the other comes from the training part: give both."));
            }
        }

        return shape;
    }

    /// <summary>A value of a channel as a share of its range, 0 to 1.</summary>
    protected double Share(float value, int channel)
    {
        (double low, double high) = RangeOf(channel);
        return Math.Clamp((value - low) / (high - low), 0, 1);
    }

    /// <summary>The range of a channel.</summary>
    protected (double Low, double High) RangeOf(int channel) => (Low![Low.Count == 1 ? 0 : channel], High![High.Count == 1 ? 0 : channel]);

    /// <inheritdoc/>
    public virtual IEnumerable<Fault> Validate()
    {
        if (Low is not null && High is not null && Low.Count == High.Count && Low.Zip(High).Any(pair => pair.First >= pair.Second))
            yield return new("high", "must exceed low");
    }
}
