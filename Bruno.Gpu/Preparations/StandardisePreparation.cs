using Bruno.Gpu.Configuration;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Recordings;

namespace Bruno.Gpu.Preparations;

/// <summary>
/// x → (x - mean) / deviation, channel by channel, with the statistics of the training part (<see cref="Standardisation"/>).
/// Wanted values are standardised alike, so that their error counts in deviations.
/// </summary>
public sealed record StandardisePreparation : Preparation, IValidated
{
    /// <summary>The mean of each channel; not given, that of the training part.</summary>
    [Number(From = -1e300, To = 1e300)]
    public IReadOnlyList<double>? Means { get; init; }

    /// <summary>The standard deviation of each channel; not given, that of the training part, and 1 for a channel that never changes.</summary>
    [Number(Above = 0, To = 1e300)]
    public IReadOnlyList<double>? Deviations { get; init; }

    /// <summary>The mean of each wanted value; not given, that of the training part.</summary>
    [Number(From = -1e300, To = 1e300)]
    public IReadOnlyList<double>? TargetMeans { get; init; }

    /// <summary>The standard deviation of each wanted value; not given, that of the training part.</summary>
    [Number(Above = 0, To = 1e300)]
    public IReadOnlyList<double>? TargetDeviations { get; init; }

    /// <inheritdoc/>
    internal override Preparation Fitted(IReadOnlyList<Recording> train, SignalShape shape)
    {
        StandardisePreparation fitted = this;
        if (Means is null || Deviations is null)
        {
            Standardisation values = Standardisation.Of([.. train.Select(recording => recording.Values)], shape.Width);
            fitted = fitted with { Means = Means ?? values.Means, Deviations = Deviations ?? values.Deviations };
        }

        if (train[0].Targets is { } targets && (TargetMeans is null || TargetDeviations is null))
        {
            Standardisation wanted = Standardisation.Of([.. train.Select(recording => recording.Targets!)], targets.Length / train[0].Steps);
            fitted = fitted with { TargetMeans = TargetMeans ?? wanted.Means, TargetDeviations = TargetDeviations ?? wanted.Deviations };
        }

        return fitted;
    }

    /// <inheritdoc/>
    internal override SignalShape After(SignalShape shape)
    {
        if ((Means?.Count ?? shape.Width) != shape.Width || (Deviations?.Count ?? shape.Width) != shape.Width)
            throw new BrunoException(ExitCode.Usage, $"data.preparation: standardise has {Means?.Count} means and {Deviations?.Count} deviations, but there are {shape.Width} channels.");
        return shape;
    }

    /// <inheritdoc/>
    internal override Recording Apply(Recording recording, SignalShape shape) => recording with
    {
        Values = Of(Means!, Deviations!).Apply(recording.Values),
        Targets = recording.Targets is { } targets && TargetMeans is not null ? Of(TargetMeans, TargetDeviations!).Apply(targets) : recording.Targets,
    };

    /// <inheritdoc/>
    public IEnumerable<Fault> Validate()
    {
        if (Means?.Count != Deviations?.Count && Means is not null && Deviations is not null)
            yield return new("means", "must be as many as deviations");
        if (TargetMeans?.Count != TargetDeviations?.Count && TargetMeans is not null && TargetDeviations is not null)
            yield return new("target_means", "must be as many as target_deviations");
    }

    private static Standardisation Of(IReadOnlyList<double> means, IReadOnlyList<double> deviations) => new([.. means], [.. deviations]);
}
