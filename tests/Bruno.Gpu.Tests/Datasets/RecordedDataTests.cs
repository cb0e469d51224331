using System.Globalization;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Preparations;
using Bruno.Gpu.Recordings;
using Bruno.Gpu.Tests.Recordings;

namespace Bruno.Gpu.Tests.Datasets;

/// <summary>Statistics come from training alone and are kept; other data are judged with them, or refused.</summary>
public sealed class RecordedDataTests : IDisposable
{
    private readonly DataFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Training values 1, 2, 3, 6: mean 3, deviation sqrt(3.5); those of other parts are a thousand times larger.</summary>
    [Fact]
    public void StatisticsAreOfTrainingAlone()
    {
        Write("a.csv");
        Dataset set = folder.Load("a.csv");
        StandardisePreparation standardise = Assert.IsType<StandardisePreparation>(Assert.Single(set.Found!.Preparation!));
        Assert.Equal([3], standardise.Means!);
        Assert.Equal(Math.Sqrt(3.5), Assert.Single(standardise.Deviations!), 1e-15);
        Assert.Equal((float)((1000 - 3) / Math.Sqrt(3.5)), set.Validation[0].Values[0]);
        Assert.Equal((float)((5000 - 3) / Math.Sqrt(3.5)), set.Test[0].Values[0]);
    }

    /// <summary>Through text and back, to the same bits.</summary>
    [Fact]
    public void WhatWasFitted_ComesBackFromText()
    {
        Write("a.csv");
        DataConfiguration found = folder.Load("a.csv", new() { Preparation = [new StandardisePreparation(), new PopulationPreparation(), new RatePreparation()] }).Found!;
        DataConfiguration read = Again(found);
        Assert.Equal(ConfigurationWriter.Write(found), ConfigurationWriter.Write(read));
        Assert.Equal(((StandardisePreparation)found.Preparation![0]).Deviations!, ((StandardisePreparation)read.Preparation![0]).Deviations!);
        Assert.Equal(((RatePreparation)found.Preparation![2]).High!, ((RatePreparation)read.Preparation![2]).High!);
    }

    [Fact]
    public void OtherDataAreJudgedWithThem()
    {
        Write("a.csv");
        DataConfiguration found = Again(folder.Load("a.csv").Found!);
        folder.Write("b.csv", "sample,label,x\n1,b,3\n2,b,10\n");
        Dataset other = DatasetCatalogue.LoadOther(folder["b.csv"], null, found);
        Assert.Equal((0, 0, 2), (other.Train.Count, other.Validation.Count, other.Test.Count));
        Assert.Equal([1, 1], other.Test.Select(sample => sample.Label));
        Assert.Equal([0f, (float)(7 / Math.Sqrt(3.5))], other.Test.SelectMany(sample => sample.Values));
    }

    /// <summary>Numbers count the classes where those are words; a part is taken where one is asked for.</summary>
    [Fact]
    public void ClassesByNumber_AndPartsOfOtherData()
    {
        Write("a.csv");
        DataConfiguration found = folder.Load("a.csv").Found!;
        folder.Write("b.csv", "sample,label,x\n1,1,3\n2,0,10\n");
        Assert.Equal([1, 0], DatasetCatalogue.LoadOther(folder["b.csv"], null, found).Test.Select(sample => sample.Label));
        Write("c.csv");
        Assert.Equal(8, DatasetCatalogue.LoadOther(folder["c.csv"], null, found).Test.Count);
        Assert.Equal([5000f, 6000f], DatasetCatalogue.LoadOther(folder["c.csv"], Split.Test, found with { Preparation = [] }).Test.SelectMany(sample => sample.Values));
        Assert.Contains("there is no validation part in it", Assert.Throws<DataException>(() => DatasetCatalogue.LoadOther(folder["b.csv"], Split.Validation, found)).Message);
    }

    /// <summary>A column that only splits ask for need not be in other data.</summary>
    [Fact]
    public void PartsNeedNotBeInOtherData()
    {
        Write("a.csv");
        folder.Write("a.toml", "split = \"split\"\n");
        DataConfiguration found = folder.Load("a.csv").Found!;
        folder.Write("b.csv", "sample,label,x\n1,b,3\n2,a,10\n");
        Assert.Equal(2, DatasetCatalogue.LoadOther(folder["b.csv"], null, found).Test.Count);
    }

    [Theory]
    [InlineData("sample,label,z\n1,a,3\n", "no column 'x'")]
    [InlineData("sample,label,x\n1,c,3\n", "the label 'c' is none of the classes (a, b)")]
    [InlineData("sample,x\n1,3\n", "has no label")]
    [InlineData("sample,label,time,x\n1,a,0,3\n1,a,0.5,3\n", "time_step = 0.001 s, but in the data a time step is 0.5 s")]
    [InlineData("sample,label,x\n1,a,nothing\n", "'nothing' is not a number")]
    public void DataOfAnotherKind_AreRefused(string text, string part)
    {
        Write("a.csv");
        DataConfiguration found = folder.Load("a.csv").Found!;
        folder.Write("b.csv", text);
        Assert.Contains(part, Assert.Throws<DataException>(() => DatasetCatalogue.LoadOther(folder["b.csv"], null, found)).Message);
    }

    [Fact]
    public void AnotherTimeStepOfTheDescription_IsRefused()
    {
        Write("a.csv");
        DataConfiguration found = folder.Load("a.csv").Found!;
        folder.Write("b.csv", "sample,label,x\n1,a,3\n");
        folder.Write("b.toml", "time_step = 0.25\n");
        Assert.Contains("a time step is 0.25 s, but the network was trained on steps of 0.001 s", Assert.Throws<DataException>(() => DatasetCatalogue.LoadOther(folder["b.csv"], null, found)).Message);
    }

    /// <summary>Settings that ask for more than the machine has end in a sentence, before it is allocated.</summary>
    [Fact]
    public void MoreThanThereIs_IsRefused()
    {
        Write("a.csv");
        Assert.Contains("half of the memory", folder.Refused("a.csv", new() { Preparation = [new PopulationPreparation { Fields = 10_000 }, new RatePreparation { Repeat = 1_000_000 }] })[0]);
    }

    private static DataConfiguration Again(DataConfiguration found) =>
        ConfigurationBinder.Bind<DataConfiguration>([ConfigurationSource.FromText("kept", ConfigurationWriter.Write(found))]);

    private void Write(string name)
    {
        (string Part, int Value)[] rows = [("train", 1), ("train", 2), ("train", 3), ("train", 6), ("validation", 1000), ("validation", 2000), ("test", 5000), ("test", 6000)];
        folder.Write(name, "sample,label,split,x\n" + string.Concat(rows.Select((row, i) => string.Create(CultureInfo.InvariantCulture, $"{i},{"ab"[i % 2]},{row.Part},{row.Value}\n"))));
    }
}
