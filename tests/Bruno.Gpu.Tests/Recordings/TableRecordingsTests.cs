using Bruno.Gpu.Errors;
using Bruno.Gpu.Recordings;

namespace Bruno.Gpu.Tests.Recordings;

/// <summary>Tables of every layout: a row a step, a row a sample, with roles by usual names and by description.</summary>
public sealed class TableRecordingsTests : IDisposable
{
    private readonly DataFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void ARowAStep_ByUsualNames()
    {
        RecordingSet set = folder.ReadTable("Sample,Time,left,Class,right,split,speaker\n1,0,0.5,no,1,train,ann\n1,0.02,0.25,no,2,train,ann\n2,7,-1,yes,3,test,bob\n");
        Assert.Equal(["left", "right"], set.Channels);
        Assert.Equal(["no", "yes"], set.Outputs);
        Assert.Equal((DataTask.Class, 0.02), (set.Task, set.StepSeconds));
        Assert.Equal([0.5f, 1, 0.25f, 2], set.Recordings[0].Values);
        Assert.Equal([-1f, 3], set.Recordings[1].Values);
        Assert.Equal([(2, 0, Split.Train, "ann"), (1, 1, Split.Test, "bob")], set.Recordings.Select(r => (r.Steps, r.Label, r.Split!.Value, r.Group)));
        Assert.Equal($"{folder["a.csv"]}:4, sample '2'", set.Recordings[1].Origin);
    }

    /// <summary>One wrong label does not make another task of the table.</summary>
    [Fact]
    public void AWrongLabelOrTwo_AreFaults()
    {
        folder.Write("a.csv", "sample,label,x\n1,a,1\n1,b,2\n2,b,3\n2,b,4\n3,a,5\n3,,6\n4,b,7\n4,b,8\n");
        string[] faults = folder.Refused("a.csv");
        Assert.Contains(faults, fault => fault.Contains("a.csv:3: the rows of a sample have different labels, 'a' and 'b'; where classes are of steps: task = \"step_class\"", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.Contains("a.csv:7: the rows of a sample have different labels, 'a' and ''", StringComparison.Ordinal));
    }

    [Fact]
    public void DecimalCommasBetweenCommas_AreNamed()
    {
        folder.Write("a.csv", "sample,label,x,y\n1,a,0,12,1,5\n1,a,0,15,2,5\n");
        Assert.Contains(folder.Refused("a.csv"), fault => fault.Contains("a.csv:2: 6 columns, but the first row has 4; if these are decimal commas, write points", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("t", 1)]
    [InlineData("time_ms", 1e-3)]
    [InlineData("t_us", 1e-6)]
    public void TimesAreInTheUnitOfTheirName(string name, double unit)
    {
        RecordingSet set = folder.ReadTable($"id,label,{name},x\na,0,10,1\na,0,15,2\nb,1,0,3\nb,1,5,4\nb,1,10,4\n");
        Assert.Equal(5 * unit, set.StepSeconds, 1e-15);
    }

    /// <summary>A configuration of a run beside data of its name is taken for their description, which the message says.</summary>
    [Fact]
    public void WhatStandsWhereADescriptionIsLookedFor_IsSaidToBeReadAsOne()
    {
        folder.Write("a.csv", "sample,label,x\n1,a,1\n2,b,3\n");
        string other = folder.Write("a.toml", "[[network.layers]]\nkind = \"linear\"\n");
        Assert.EndsWith(
            $"{other}: is read as the description of '{folder["a.csv"]}', which it stands beside; if it is something else, give it another name",
            Assert.Throws<Gpu.Configuration.ConfigurationException>(() => folder.Read("a.csv")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void RolesByDescription()
    {
        folder.Write("a.toml", "label = \"what\"\nsample = \"who\"\ncolumns = [\"c\", \"time\"]\nclasses = [\"z\", \"y\"]\ntime_step = 0.5\n");
        RecordingSet set = folder.ReadTable("who,what,time,b,c\n5,y,1,2,3\n5,y,4,5,6\n6,z,7,8,9\n");
        Assert.Equal(["c", "time"], set.Channels);
        Assert.Equal([3f, 1, 6, 4], set.Recordings[0].Values);
        Assert.Equal(["z", "y"], set.Outputs);
        Assert.Equal([1, 0], set.Recordings.Select(r => r.Label));
        Assert.Equal(0.5, set.StepSeconds);
    }

    /// <summary>Empty labels and those that the description names do not count.</summary>
    [Fact]
    public void AClassAStep()
    {
        RecordingSet set = folder.ReadTable("sample,x,label\n1,1,a\n1,2,\n1,3,b\n2,4,b\n2,5,noise\n", new() { Uncounted = ["noise"] });
        Assert.Equal(DataTask.StepClass, set.Task);
        Assert.Equal(["a", "b"], set.Outputs);
        Assert.Equal([0, -1, 1], set.Recordings[0].StepLabels!);
        Assert.Equal([1, -1], set.Recordings[1].StepLabels!);
    }

    /// <summary>Columns may be numbered: other names of the first row tell that it is one of names.</summary>
    [Fact]
    public void NumberedChannels()
    {
        RecordingSet set = folder.ReadTable("sample,label,0,1\n5,a,2,3\n6,b,4,5\n");
        Assert.Equal(["0", "1"], set.Channels);
        Assert.Equal([4f, 5], set.Recordings[1].Values);
        Assert.Equal(["10", "20"], folder.ReadTable("10,20,k\n2,3,a\n4,5,b\n", new() { Columns = ["10", "20"], Label = "k", Axes = [DataAxis.Sample, DataAxis.Channel] }).Channels);
    }

    [Fact]
    public void WantedValues()
    {
        RecordingSet set = folder.ReadTable("sample,x,force,y\n1,1,10,5\n1,2,20,6\n2,3,30,7\n", new() { Targets = ["y", "force"] });
        Assert.Equal(DataTask.Values, set.Task);
        Assert.Equal(["x"], set.Channels);
        Assert.Equal(["y", "force"], set.Outputs);
        Assert.Equal([5f, 10, 6, 20], set.Recordings[0].Targets!);
        Assert.Equal([1f, 2], set.Recordings[0].Values);
    }

    [Fact]
    public void TheNextStep_NeedsNoLabel()
    {
        RecordingSet set = folder.ReadTable("a,b\n1,2\n3,4\n5,6\n", new() { Task = DataTask.NextStep });
        Assert.Equal((DataTask.NextStep, 1, 3), (set.Task, set.Recordings.Count, set.Recordings[0].Steps));
    }

    /// <summary>Without a header columns are numbered; each row a sample, its columns channels or steps.</summary>
    [Fact]
    public void ARowASample()
    {
        const string Text = "0.5,1,2,yes\n1.5,3,4,no\n";
        RecordingSet channels = folder.ReadTable(Text, new() { Label = "column 4", Axes = [DataAxis.Sample, DataAxis.Channel] });
        Assert.Equal((3, 1), (channels.Channels.Count, channels.Recordings[1].Steps));
        Assert.Equal([1.5f, 3, 4], channels.Recordings[1].Values);
        RecordingSet steps = folder.ReadTable(Text, new() { Label = "column 4", Axes = [DataAxis.Sample, DataAxis.Step] });
        Assert.Equal((1, 3), (steps.Channels.Count, steps.Recordings[1].Steps));
        Assert.Equal([1, 0], steps.Recordings.Select(r => r.Label));
    }

    /// <summary>Rows are events where there is nothing but times, channels and what tells samples apart.</summary>
    [Fact]
    public void ARowAnEvent()
    {
        RecordingSet set = folder.ReadTable("sample,time,channel,label\na,0.0005,2,l\na,0.0035,0,l\na,0.0039,0,l\nb,0.001,1,r\n", binning: new() { BinSeconds = 2e-3 });
        Assert.True(set.IsEvents);
        Assert.Equal(3, set.Channels.Count);
        Assert.Equal([0f, 0, 1, 2, 0, 0], set.Recordings[0].Values);
        Assert.Equal([0f, 1, 0], set.Recordings[1].Values);
        Assert.Equal(2e-3, set.StepSeconds);
    }

    /// <summary>Whole numbers at equidistant times are a signal, whatever their columns are called; only a polarity makes them events.</summary>
    [Theory]
    [InlineData("time,x", "0,3\n1,4\n2,5\n", false)]
    [InlineData("time,x", "0,3\n1,4\n5,5\n", null)]
    [InlineData("time,x,y", "0,3,1\n1,4,1\n2,5,1\n", false)]
    [InlineData("time,x,y", "0,3,1\n1,4,1\n1.5,5,1\n", true)]
    [InlineData("time,x,y,p", "0,3,1,1\n1,4,1,0\n2,5,1,0\n", true)]
    [InlineData("time,channel", "0,3\n1,4\n2,5\n", true)]
    public void EventsOrSteps(string columns, string rows, bool? events)
    {
        DataDescription next = new() { Task = DataTask.NextStep };
        if (events is bool expected)
            Assert.Equal(expected, folder.ReadTable($"{columns}\n{rows}", next, new() { BinSeconds = 0.1 }).IsEvents);
        else
            Assert.Contains("is not where equidistant steps", Assert.Throws<DataException>(() => folder.ReadTable($"{columns}\n{rows}", next)).Message);
    }

    [Fact]
    public void EventsOfASensor_WithPolarities()
    {
        RecordingSet set = folder.ReadTable(
            "id,t,x,y,p,class\n1,0,0,0,1,a\n1,0,3,1,-1,a\n2,0.001,2,1,1,b\n", new() { Grid = [4, 2] }, new() { Pool = 2 });
        // Two columns and one row after pooling, for each polarity: 0- 1- 0+ 1+.
        Assert.Equal(["0-", "1-", "0+", "1+"], set.Channels);
        Assert.Equal([0f, 1, 1, 0], set.Recordings[0].Values);
        Assert.Equal([0f, 0, 0, 0, 0, 0, 0, 1], set.Recordings[1].Values);
    }

    [Theory]
    [InlineData("a,b,label\n1,2,x\n", "which column tells the samples apart")]
    [InlineData("sample,label\n1,x\n", "no column is left for the values")]
    [InlineData("sample,x\n1,2\n", "there are no labels")]
    [InlineData("sample,x,label\n1,2,a\n1,2,a\n", "only one class ('a')")]
    [InlineData("sample,x,label\n1,2,a\n2,2,b\n1,3,a\n", ":4: sample '1' (column 'sample') goes on after rows of others")]
    [InlineData("sample,x,label,split\n1,2,a,train\n2,3,b,else\n", "the split 'else' is none of train, validation and test")]
    [InlineData("sample,time,x,label\n1,0,2,a\n1,1,2,a\n1,3,2,a\n2,0,3,b\n", ":3: the time 1 is not where equidistant steps")]
    public void WhatCannotBeRead_IsSaid(string text, string part) =>
        Assert.Contains(part, Assert.Throws<DataException>(() => folder.ReadTable(text)).Message);

    [Theory]
    [InlineData("lable = \"x\"", ExitCode.Usage, "a.toml:1:1: lable: unknown key; did you mean 'label'?")]
    [InlineData("label = \"nothing\"", ExitCode.Data, "there is no column 'nothing', which is expected as label")]
    [InlineData("columns = [\"x\", \"zz\"]", ExitCode.Data, "there is no column 'zz', which is expected as columns")]
    [InlineData("axes = [\"step\"]", ExitCode.Usage, "axes: must name sample")]
    [InlineData("task = \"values\"", ExitCode.Usage, "targets: must name the columns")]
    [InlineData("time_step = -1", ExitCode.Usage, "time_step")]
    public void AWrongDescription_IsNamed(string description, ExitCode code, string part)
    {
        folder.Write("a.toml", description + "\n");
        BrunoException fault = Assert.ThrowsAny<BrunoException>(() => folder.ReadTable("sample,x,label\n1,2,a\n2,2,b\n"));
        Assert.Equal(code, fault.ExitCode);
        Assert.Contains(part, fault.Message);
    }
}
