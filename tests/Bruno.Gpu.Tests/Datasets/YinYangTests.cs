using Bruno.Gpu.Datasets;
using Bruno.Gpu.Formats;
using Bruno.Gpu.Tests.Formats;

namespace Bruno.Gpu.Tests.Datasets;

public sealed class YinYangTests
{
    /// <summary>Every one of the published labels is the one of the definition.</summary>
    [Theory]
    [InlineData("train", 5000)]
    [InlineData("validation", 1000)]
    public void PublishedLabels(string part, int count)
    {
        StoredArray points = Assert.IsType<StoredArray>(NpyFile.Read(SharedDatasets.Find("yin-yang", $"yinyang_{part}_samples.npy")));
        StoredArray labels = Assert.IsType<StoredArray>(NpyFile.Read(SharedDatasets.Find("yin-yang", $"yinyang_{part}_labels.npy")));
        YinYang symbol = new(new());
        Assert.Equal(count, labels.Count);
        Assert.Equal(
            Enumerable.Range(0, count).Select(i => (int)labels.At(i)),
            Enumerable.Range(0, count).Select(i => symbol.ClassOf(points.At(4L * i), points.At(4L * i + 1))));
    }

    /// <summary>Points of the disc of the class they say, a third of each within four deviations; the same from the same seed.</summary>
    [Fact]
    public void MadeSamples()
    {
        DataConfiguration configuration = new() { Name = "yin-yang", Preparation = [], YinYang = new() { Train = 3000, Validation = 300, Test = 300 } };
        Dataset set = DatasetCatalogue.Load(configuration, 7);
        YinYang symbol = new(new());
        Assert.Equal((3000, 300, 300, 4, 3), (set.Train.Count, set.Validation.Count, set.Test.Count, set.Channels, set.Outputs));
        Assert.All(set.Train, sample =>
        {
            (double x, double y) = (sample.Values[0], sample.Values[1]);
            Assert.True((x - 0.5) * (x - 0.5) + (y - 0.5) * (y - 0.5) <= 0.25 + 1e-6);
            Assert.Equal((1 - x, 1 - y), (sample.Values[2], sample.Values[3]), (a, b) => Math.Abs(a.Item1 - b.Item1) + Math.Abs(a.Item2 - b.Item2) < 1e-6);
        });
        Assert.True(set.Train.Count(sample => symbol.ClassOf(sample.Values[0], sample.Values[1]) == sample.Label) >= 2999);
        double deviation = Math.Sqrt(3000 * (1 / 3.0) * (2 / 3.0));
        Assert.All(Enumerable.Range(0, 3), label => Assert.InRange(set.Train.Count(sample => sample.Label == label), 1000 - 4 * deviation, 1000 + 4 * deviation));
        Assert.Equal(set.Train.SelectMany(sample => sample.Values), DatasetCatalogue.Load(configuration, 7).Train.SelectMany(sample => sample.Values));
        Assert.NotEqual(set.Train[0].Values, DatasetCatalogue.Load(configuration, 8).Train[0].Values);
    }
}
