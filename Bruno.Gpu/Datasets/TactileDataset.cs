using Bruno.Gpu.Preparations;
using Bruno.Gpu.Recordings;

namespace Bruno.Gpu.Datasets;

/// <summary>
/// "tactile": Braille letters that slide under a simulated fingertip (<see cref="TactileFingertip"/>), to be told apart from the
/// readings of a few taxels. Made by the program within a second, for tests, examples and benchmarks without any download.
/// </summary>
/// <remarks>
/// The task and the preparation are those of the Braille reading experiment on the robot's fingertip (Müller-Cleve et al., Frontiers
/// in Neuroscience 2022): choose taxels, standardise each with training statistics, resample linearly to a fixed number of steps. The data are
/// simulated: accuracies on them say nothing about accuracies on the published recordings. Each letter's first recordings are for
/// training, the next for validation, the last for testing; all are drawn independently, so that order is as good as any.
/// Within a split samples go repetition by repetition, all letters in turn.
/// <para>
/// How hard it is: multinomial logistic regression on the means of six steps each (4 taxels × 17 bins; weight decay 1e-4) classifies
/// 95.9 ± 0.6 % of the test samples at default options (27 letters; mean and deviation of seeds 0 to 4), and 96.7 ± 2.4 % with
/// 8 letters, where there are only 560 training samples; 99.9 % and 100 % of the training samples.
/// </para>
/// </remarks>
internal sealed class TactileDataset : IDatasetSource
{
    /// <inheritdoc/>
    public string Name => "tactile";

    /// <inheritdoc/>
    public DatasetTask? Task => DatasetTask.Classification;

    /// <inheritdoc/>
    public string Description => "Braille letters (Space, A..Z) under a simulated fingertip, made by the program; classification";

    /// <inheritdoc/>
    public (int Channels, int Outputs) Shape(DataConfiguration configuration) => (configuration.Tactile.Taxels.Length, configuration.Tactile.Letters);

    /// <inheritdoc/>
    public Dataset Load(DataConfiguration configuration, ulong seed)
    {
        TactileOptions options = configuration.Tactile;
        TactileRecording[] recordings = RecordAll(options, seed);
        float[][] raw = [.. recordings.Select(recording => Choose(recording, options.Taxels))];

        int channels = options.Taxels.Length;
        int trainCount = options.TrainRepetitions * options.Letters;
        int validationCount = options.ValidationRepetitions * options.Letters;
        if (options.Standardise)
        {
            Standardisation standardisation = Standardisation.Of(raw[..trainCount], channels);
            raw = [.. raw.Select(values => standardisation.Apply(values))];
        }

        Sample[] samples =
        [
            .. raw.Zip(recordings, (values, recording) => new Sample(
                Resampling.Linear(values, recording.Samples, channels, options.Steps), options.Steps, recording.Letter, null)),
        ];
        return new Dataset(
            Name,
            DatasetTask.Classification,
            channels,
            options.Letters,
            [.. BrailleAlphabet.Names.Take(options.Letters)],
            samples[..trainCount],
            samples[trainCount..(trainCount + validationCount)],
            samples[(trainCount + validationCount)..],
            Source(options, seed));
    }

    /// <inheritdoc/>
    public Dataset Outline(DataConfiguration configuration, ulong seed)
    {
        TactileOptions options = configuration.Tactile;
        int train = options.TrainRepetitions * options.Letters, validation = options.ValidationRepetitions * options.Letters;
        return Dataset.Outline(
            Name, options.Taxels.Length, [.. BrailleAlphabet.Names.Take(options.Letters)], options.Steps, train, validation,
            options.Repetitions * options.Letters - train - validation, Source(options, seed));
    }

    private static string Source(TactileOptions options, ulong seed) =>
        FormattableString.Invariant($"simulated by Bruno, seed {seed}, {options.Repetitions} repetitions of {options.Letters} letters");

    /// <summary>All recordings, repetition by repetition.</summary>
    private static TactileRecording[] RecordAll(TactileOptions options, ulong seed)
    {
        TactileRecording[] recordings = new TactileRecording[options.Repetitions * options.Letters];
        // Each recording has random numbers of its own, so that the order in which threads make them does not matter.
        Parallel.For(0, recordings.Length, i =>
            recordings[i] = TactileFingertip.Record(options, seed, i % options.Letters, i / options.Letters));
        return recordings;
    }

    private static float[] Choose(TactileRecording recording, int[] taxels)
    {
        float[] values = new float[recording.Samples * taxels.Length];
        for (int i = 0; i < values.Length; i++)
            values[i] = recording.Counts[i / taxels.Length * TactileFingertip.TaxelCount + taxels[i % taxels.Length] - 1];
        return values;
    }
}
