using System.Text.Json;
using Bruno.Gpu.Formats;

namespace Bruno.Cli.Tests;

/// <summary>bruno data: list, inspect, make, fetch and convert, as a user meets them.</summary>
public sealed class DataCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void List_AsJson()
    {
        BrunoProcess.Outcome outcome = BrunoProcess.Run("data", "list", "--json", "--folder", folder["none"]);
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Errors));
        using JsonDocument json = JsonDocument.Parse(outcome.Output);
        string[] names = [.. json.RootElement.EnumerateArray().Select(set => set.GetProperty("name").GetString()!)];
        Assert.Equal(["tactile", "chorales", "yin-yang", "braille", "braille7", "japanese-vowels", "nmnist", "polyphonic", "qtdb", "shd", "spoken-digits"], names);
    }

    [Fact]
    public void Inspect_StatisticsAndPictures()
    {
        string path = folder.Write("a.csv", OwnDataRun.Table(1, 30));
        BrunoProcess.Outcome outcome = BrunoProcess.Run("data", "inspect", path, "--json", "--output", folder["pictures"], "--set", "data.preparation=[]");
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Errors));
        using JsonDocument json = JsonDocument.Parse(outcome.Output);
        // Ten of each class: 1.5 of them are two, for testing and for validation.
        Assert.Equal([18, 6, 6], json.RootElement.GetProperty("splits").EnumerateArray().Select(split => split.GetProperty("samples").GetInt32()));
        Assert.Equal(0.01, json.RootElement.GetProperty("step_seconds").GetDouble());
        Assert.True(new FileInfo(folder["pictures", "samples.png"]).Length > 1000);
        Assert.Contains("<svg", File.ReadAllText(folder["pictures", "samples.svg"]));
    }

    /// <summary>Far from zero the deviation is still that of the values.</summary>
    [Fact]
    public void Inspect_ValuesFarFromZero()
    {
        List<string> rows = ["sample,label,split,a"];
        for (int i = 0; i < 12; ++i)
            rows.Add($"{i},{"ab"[i % 2]},{((string[])["train", "validation", "test"])[i / 2 % 3]},{16000000 + i % 2}");
        BrunoProcess.Outcome outcome = BrunoProcess.Run("data", "inspect", folder.Write("a.csv", string.Join('\n', rows)), "--json", "--set", "data.preparation=[]");
        using JsonDocument json = JsonDocument.Parse(outcome.Output);
        JsonElement channel = json.RootElement.GetProperty("channel_statistics")[0];
        Assert.Equal((16000000.5, 0.5), (channel.GetProperty("mean").GetDouble(), channel.GetProperty("deviation").GetDouble()));
    }

    [Theory]
    [InlineData(".csv")]
    [InlineData(".npz")]
    public void Make_ConvertAndInspect(string ending)
    {
        string made = folder["points" + ending], other = folder["again" + (ending == ".csv" ? ".npz" : ".csv")];
        Assert.Equal(0, BrunoProcess.Run("data", "make", "yin-yang", "--output", made, "--set", "data.yin_yang.train=60", "--set", "data.yin_yang.validation=30", "--set", "data.yin_yang.test=30").ExitCode);
        Assert.True(File.Exists(folder[$"points{ending}.toml"]));
        Assert.Equal(0, BrunoProcess.Run("data", "convert", made, "--output", other).ExitCode);
        BrunoProcess.Outcome outcome = BrunoProcess.Run("data", "inspect", other, "--json");
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Errors));
        using JsonDocument json = JsonDocument.Parse(outcome.Output);
        Assert.Equal([60, 30, 30], json.RootElement.GetProperty("splits").EnumerateArray().Select(split => split.GetProperty("samples").GetInt32()));
        Assert.Equal(["yin", "yang", "dot"], json.RootElement.GetProperty("output_names").EnumerateArray().Select(name => name.GetString()!));
        Assert.NotEqual(0, BrunoProcess.Run("data", "convert", made, "--output", other).ExitCode);
    }

    [Fact]
    public void Fetch_FromACopy()
    {
        folder.Write("copy/read-me.txt", "x\n");
        NpyFile.Write(folder["copy", "yinyang_test_labels.npy"], new StoredArray(new long[] { 0, 1 }, [2]));
        BrunoProcess.Outcome outcome = BrunoProcess.Run("data", "fetch", "yin-yang", "--folder", folder["sets"], "--from", folder["copy"]);
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Errors));
        Assert.Contains("no checksum is known to compare with", outcome.Output);
        Assert.Equal([folder["sets", "yin-yang", "yinyang_test_labels.npy"]], Directory.EnumerateFiles(folder["sets", "yin-yang"]));
        outcome = BrunoProcess.Run("data", "fetch", "qtdb", "--folder", folder["sets"], "--from", folder.Write("QTDB_train.mat", "wrong"));
        Assert.Equal(3, outcome.ExitCode);
        Assert.Contains("is known of 'QTDB_train.mat'", outcome.Errors);
        Assert.Equal(2, BrunoProcess.Run("data", "fetch", "qtbd", "--from", folder["copy"]).ExitCode);
    }

    [Theory]
    [InlineData("a,b\n1,x\n", 3)]
    [InlineData("", 3)]
    [InlineData("sample,label,x\n1,a,1\n2,b,oops\n", 3)]
    public void WhatCannotBeRead_EndsInASentence(string text, int code)
    {
        BrunoProcess.Outcome outcome = BrunoProcess.Run("data", "inspect", folder.Write("a.csv", text));
        Assert.Equal(code, outcome.ExitCode);
        Assert.NotEqual("", outcome.Errors);
        Assert.DoesNotContain("did not expect", outcome.Errors);
    }

    [Theory]
    [InlineData("data.preparation=[{kind=\"latency\",steps=100}]", 3, "takes one value a channel")]
    [InlineData("data.preparation=[{kind=\"select\",channels=[\"zz\"]}]", 2, "zz")]
    [InlineData("data.preparation=[{kind=\"population\",fields=10000},{kind=\"population\",fields=10000}]", 2, "more than 1000000 channels")]
    [InlineData("data.preparation=[{kind=\"rate\",low=[9]}]", 2, "high must exceed low")]
    [InlineData("data.split=[1,2]", 2, "three shares")]
    public void SettingsThatDoNotFit(string setting, int code, string part)
    {
        BrunoProcess.Outcome outcome = BrunoProcess.Run("data", "inspect", folder.Write("a.csv", OwnDataRun.Table(1, 30)), "--set", setting);
        Assert.Equal(code, outcome.ExitCode);
        Assert.Contains(part, outcome.Errors);
    }
}
