using Bruno.Gpu.Recordings;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Preparations;

namespace Bruno.Gpu.Tests.Datasets;

public sealed class TactileDatasetTests
{
    private static Dataset Load(TactileOptions options, ulong seed = 0) =>
        DatasetCatalogue.Load(new DataConfiguration { Name = "tactile", Tactile = options }, seed);

    private static IEnumerable<float[]> Values(IEnumerable<Sample> samples) => samples.Select(sample => sample.Values);

    [Fact]
    public void Defaults_HaveTheShapeOfTheExperiment()
    {
        Dataset dataset = Load(new());
        Assert.Equal(DatasetTask.Classification, dataset.Task);
        Assert.Equal((4, 27, 102, 1e-3), (dataset.Channels, dataset.Outputs, dataset.MaximumSteps, dataset.StepSeconds));
        Assert.Equal((27 * 70, 27 * 15, 27 * 15), (dataset.Train.Count, dataset.Validation.Count, dataset.Test.Count));
        Assert.All(dataset.Test, sample => Assert.Equal(102 * 4, sample.Values.Length));
        Assert.Equal("Space", dataset.OutputNames[0]);
        Assert.Contains("seed 0", dataset.Source, StringComparison.Ordinal);
    }

    [Fact]
    public void SameSeed_SameNumbers_OtherSeed_OtherNumbers()
    {
        TactileOptions options = new() { Letters = 3, Repetitions = 6 };
        Assert.Equal(Values(Load(options, 4).Train), Values(Load(options, 4).Train));
        Assert.NotEqual(Values(Load(options, 4).Train), Values(Load(options, 5).Train));
    }

    [Fact]
    public void Recordings_DoNotDependOnHowManyThereAre()
    {
        // Without standardisation a sample depends on its own recording only.
        Dataset few = Load(new() { Letters = 2, Repetitions = 4, Standardise = false });
        Dataset many = Load(new() { Letters = 5, Repetitions = 12, Standardise = false });
        Sample[] fewAll = [.. few.Train, .. few.Validation, .. few.Test];
        Sample[] manyAll = [.. many.Train, .. many.Validation, .. many.Test];
        for (int letter = 0; letter < 2; letter++)
        {
            Assert.Equal(
                Values(fewAll.Where(sample => sample.Label == letter)),
                Values(manyAll.Where(sample => sample.Label == letter).Take(4)));
        }
    }

    [Fact]
    public void Statistics_ComeFromTrainOnly()
    {
        // Both have repetitions 0 to 6 in train, but different ones elsewhere: were those used, train would differ.
        Dataset first = Load(new() { Letters = 3, Repetitions = 10 });
        Dataset second = Load(new() { Letters = 3, Repetitions = 14, TrainFraction = 0.5, ValidationFraction = 0.25 });
        Assert.Equal(21, first.Train.Count);
        Assert.NotEqual(first.Test.Count, second.Test.Count);
        Assert.Equal(Values(first.Train), Values(second.Train));

        // And the numbers are the training recordings' own.
        float[][] raw =
        [
            .. Enumerable.Range(0, 21).Select(i => TactileFingertip.Record(new(), 0, i % 3, i / 3))
                .Select(recording => recording.Counts.Where((_, j) => j % 12 is 0 or 1 or 5 or 9).Select(count => (float)count).ToArray()),
        ];
        Standardisation statistics = Standardisation.Of(raw, 4);
        float[] expected = Resampling.Linear(statistics.Apply(raw[4]), raw[4].Length / 4, 4, 102);
        Assert.Equal(expected, first.Train[4].Values);
    }

    [Fact]
    public void Splits_AreDisjointAndBalanced()
    {
        Dataset dataset = Load(new() { Letters = 5, Repetitions = 20 });
        foreach (IReadOnlyList<Sample> split in new[] { dataset.Train, dataset.Validation, dataset.Test })
        {
            Assert.NotEmpty(split);
            int[] counts = [.. split.CountBy(sample => sample.Label).OrderBy(pair => pair.Key).Select(pair => pair.Value)];
            Assert.Equal(5, counts.Length);
            Assert.Single(counts.Distinct());
        }

        string[] all = [.. dataset.Train.Concat(dataset.Validation).Concat(dataset.Test).Select(sample => string.Join(' ', sample.Values))];
        Assert.Equal(100, all.Length);
        Assert.Equal(100, all.Distinct().Count());
    }

    [Fact]
    public void Taxels_AreCountedFromOneAndKeepTheirOrder()
    {
        TactileOptions options = new() { Letters = 2, Repetitions = 3, Standardise = false };
        Dataset all = Load(options with { Taxels = [.. Enumerable.Range(1, 12)] });
        Dataset two = Load(options with { Taxels = [12, 1] });
        for (int k = 0; k < 102; k++)
        {
            Assert.Equal(all.Train[1].Values[k * 12 + 11], two.Train[1].Values[k * 2]);
            Assert.Equal(all.Train[1].Values[k * 12], two.Train[1].Values[k * 2 + 1]);
        }
    }

    [Fact]
    public void Letters_CarryInformation()
    {
        // A guard against data that carry no information, not the figure of the docs: the nearest class mean is a poor classifier
        // here, as letters start at different moments, but must be far above chance (1 / 8).
        Dataset dataset = Load(new() { Letters = 8, Repetitions = 40 });
        double[][] means = new double[8][];
        for (int letter = 0; letter < 8; letter++)
        {
            Sample[] own = [.. dataset.Train.Where(sample => sample.Label == letter)];
            means[letter] = [.. Enumerable.Range(0, 102 * 4).Select(i => own.Average(sample => (double)sample.Values[i]))];
        }

        int right = dataset.Test.Count(sample => sample.Label == Enumerable.Range(0, 8).MinBy(
            letter => sample.Values.Zip(means[letter], (value, mean) => (value - mean) * (value - mean)).Sum()));
        Assert.InRange(right / (double)dataset.Test.Count, 0.35, 1.0);
    }
}
