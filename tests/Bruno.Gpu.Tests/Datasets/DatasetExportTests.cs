using System.Globalization;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Recordings;
using Bruno.Gpu.Tests.Recordings;

namespace Bruno.Gpu.Tests.Datasets;

/// <summary>What is written as NPZ or CSV reads back to the same bits of values, answers and parts, for every task.</summary>
public sealed class DatasetExportTests : IDisposable
{
    private readonly DataFolder folder = new();
    private Dataset? source;

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(".npz")]
    [InlineData(".csv")]
    public void AClassASample(string ending)
    {
        string[] labels = ["a", "with, comma", "with \"quotes\"", "Grüße"];
        Write((i, step) => $"\"{labels[i % 4].Replace("\"", "\"\"")}\"", new() { Label = "label" });
        AssertSame(ending);
    }

    [Theory]
    [InlineData(".npz")]
    [InlineData(".csv")]
    public void AClassAStep(string ending)
    {
        Write((i, step) => (i + step) % 3 == 2 ? "" : "ab"[(i + step) % 3].ToString(), new() { Task = DataTask.StepClass });
        AssertSame(ending);
    }

    [Theory]
    [InlineData(".npz")]
    [InlineData(".csv")]
    public void TheNextStep(string ending)
    {
        Write((_, _) => "0", new() { Task = DataTask.NextStep, Columns = ["x", "y"] });
        AssertSame(ending);
    }

    /// <summary>A wanted column that is a channel as well.</summary>
    [Theory]
    [InlineData(".npz")]
    [InlineData(".csv")]
    public void WantedValues(string ending)
    {
        Write((i, step) => $"{i * 0.1 + step}", new() { Task = DataTask.Values, Targets = ["label", "y"], Columns = ["x", "y"] });
        AssertSame(ending);
    }

    /// <summary>Channels of arrays have numbers for names.</summary>
    [Theory]
    [InlineData(".npz")]
    [InlineData(".csv")]
    public void NumberedChannels(string ending)
    {
        Write((i, _) => "ab"[i % 2].ToString(), new() { Label = "label", Columns = ["0", "1"] }, "sample,split,label,0,1");
        AssertSame(ending);
    }

    /// <summary>Channels may be called what the columns of samples, parts and labels are.</summary>
    [Theory]
    [InlineData(".npz")]
    [InlineData(".csv")]
    public void ChannelsWithTheNamesOfRoles(string ending)
    {
        Write((i, _) => "ab"[i % 2].ToString(), new() { Label = "label", Columns = ["sample", "x", "split", "time"], Sample = "who", Split = "part" }, "who,part,label,sample,x,split,time");
        AssertSame(ending);
        Assert.Equal(["sample", "x", "split", "time"], folder.Load("out" + ending).ChannelNames);
    }

    [Theory]
    [InlineData(".npz")]
    [InlineData(".csv")]
    public void Made(string ending)
    {
        Dataset made = DatasetCatalogue.Load(new() { Name = "tactile", Tactile = new() { Letters = 3, Repetitions = 12 } }, 5);
        DatasetExport.Write(made, folder["out" + ending]);
        AssertSame(made, folder.Load("out" + ending, new() { Preparation = [] }));
    }

    /// <summary>Sequences of one to three steps with numbers that need all their digits, three parts.</summary>
    private void Write(Func<int, int, string> label, DataDescription description, string header = "sample,split,label,x,y")
    {
        Random random = new(3);
        string[] parts = ["train", "validation", "test"];
        int values = header.Split(',').Length - 3;
        List<string> rows = [header];
        for (int i = 0; i < 36; ++i)
        {
            for (int step = 0; step < 2 + i % 3; ++step)
                rows.Add($"{i},{parts[i / 4 % 3]},{label(i, step)},{string.Join(',', Enumerable.Range(0, values).Select(_ => ((float)(random.NextDouble() - 0.5) * MathF.Pow(10, random.Next(-30, 30))).ToString("R", CultureInfo.InvariantCulture)))}");
        }

        folder.Write("in.csv", string.Join('\n', rows));
        source = folder.Load("in.csv", new() { Preparation = [], Description = description });
    }

    private void AssertSame(string ending)
    {
        DatasetExport.Write(source!, folder["out" + ending]);
        AssertSame(source!, folder.Load("out" + ending, new() { Preparation = [] }));
    }

    private static void AssertSame(Dataset expected, Dataset actual)
    {
        Assert.Equal((expected.Task, expected.Channels, expected.Outputs, expected.StepSeconds), (actual.Task, actual.Channels, actual.Outputs, actual.StepSeconds));
        if (expected.Task is DatasetTask.Classification or DatasetTask.StepClassification)
            Assert.Equal(expected.OutputNames, actual.OutputNames);
        foreach (string split in new[] { "train", "validation", "test" })
        {
            Assert.Equal(expected.SplitOf(split).Select(sample => (sample.Steps, sample.Label)), actual.SplitOf(split).Select(sample => (sample.Steps, sample.Label)));
            Assert.Equal(expected.SplitOf(split).SelectMany(sample => sample.Values).Select(BitConverter.SingleToInt32Bits), actual.SplitOf(split).SelectMany(sample => sample.Values).Select(BitConverter.SingleToInt32Bits));
            Assert.Equal(expected.SplitOf(split).SelectMany(sample => sample.Targets ?? []), actual.SplitOf(split).SelectMany(sample => sample.Targets ?? []));
        }
    }
}
