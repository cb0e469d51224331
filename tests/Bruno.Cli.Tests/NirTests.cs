using System.Text.Json;
using Bruno.Gpu.Checkpoints;

namespace Bruno.Cli.Tests;

/// <summary>Networks and weights in and out, as a user does it.</summary>
public sealed class NirTests(TrainedRun trained) : IClassFixture<TrainedRun>, IDisposable
{
    private const string Fallback = "felif=lif:tau=0.02,r=1,v_threshold=1";

    private static readonly string[] Data =
        ["--set", "data.name=tactile", "--set", "data.tactile.repetitions=12", "--set", "data.tactile.letters=4", "--set", "data.tactile.taxels=[1,2,3,4,5,6,7,8,9,10,11,12]"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void ANetworkGoesOutAndComesBackAsARun()
    {
        BrunoProcess.Outcome export = Export("network.nir", "--fallback", Fallback);
        Assert.Equal(0, export.ExitCode);
        Assert.Contains("'4.felif' (felif) is exported as LIF", export.Errors);
        Assert.Equal(0, BrunoProcess.Run(["import", folder["network.nir"], "--output", folder["run"], "--dt", "1e-3", .. Data]).ExitCode);
        BrunoProcess.Outcome before = BrunoProcess.Run("evaluate", folder["run"], "--device", "cpu", "--no-progress", "--json");
        Assert.True(before.ExitCode == 0, before.Errors);
        Assert.Equal(0, JsonDocument.Parse(before.Output).RootElement.GetProperty("epoch").GetInt32());

        // Out and back once more: the same network.
        Assert.Equal(0, BrunoProcess.Run("export", "nir", folder["run"], "--output", folder["again.nir"], "--dt", "1e-3").ExitCode);
        Assert.Equal(0, BrunoProcess.Run(["import", folder["again.nir"], "--output", folder["again"], "--dt", "1e-3", .. Data]).ExitCode);
        BrunoProcess.Outcome again = BrunoProcess.Run("evaluate", folder["again"], "--device", "cpu", "--no-progress", "--json");
        Assert.Equal(Loss(before), Loss(again));

        // It trains on, but for the coefficients of its neurons, quantises, and goes onto chips.
        Checkpoint imported = CheckpointFile.Load(folder["run", "checkpoints", "last.ckpt"]);
        Assert.Equal(0, BrunoProcess.Run("train", "--resume", folder["run"], "--epochs", "1", "--device", "cpu", "--no-progress").ExitCode);
        Assert.NotEqual(Loss(before), Loss(BrunoProcess.Run("evaluate", folder["run"], "--device", "cpu", "--no-progress", "--json")));
        Checkpoint went = CheckpointFile.Load(folder["run", "checkpoints", "last.ckpt"]);
        foreach (string coefficients in new[] { "parameters/3/cuba_lif/potential_decay", "parameters/3/cuba_lif/threshold", "parameters/5/cuba_lif/current_gain", "parameters/2/delay/steps" })
            Assert.Equal(Array.ConvertAll(imported.Get<double>(coefficients), value => (double)(float)value), went.Get<double>(coefficients));
        Assert.NotEqual(imported.Get<double>("parameters/4/linear/weights"), went.Get<double>("parameters/4/linear/weights"));
        BrunoProcess.Outcome chips = BrunoProcess.Run(
            "evaluate", folder["run"], "--chips", "2", "--programming", "0.02", "--set", "synapses.quantisation.bits=4", "--device", "cpu", "--no-progress", "--output", folder["chips"]);
        Assert.True(chips.ExitCode == 0, chips.Errors);
    }

    /// <summary>The proof of the NIR paper's network, on the command line: counts of the reference, in double.</summary>
    [Fact]
    public void TheBrailleNetworkOfOthersHasTheSpikesOfTheReference()
    {
        string network = SharedFile("nir/braille_noDelay_bias_zero.nir"), data = SharedFile("braille7/braille7.npz");
        BrunoProcess.Outcome outcome = BrunoProcess.Run(
            "evaluate", "--network", network, "--data", data, "--dt", "1e-4", "--reset", "zero", "--precision", "double", "--json", "--device", "cpu", "--no-progress",
            "--outputs", folder["outputs.csv"]);
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        JsonElement result = JsonDocument.Parse(outcome.Output).RootElement;
        Assert.Equal((920, 889, 889 / 920.0), (result.GetProperty("samples").GetInt32(), result.GetProperty("correct").GetInt32(), result.GetProperty("accuracy").GetDouble()));
        string[] lines = File.ReadAllLines(folder["outputs.csv"]);
        Assert.Equal("sample,label,predicted,output_0,output_1,output_2,output_3,output_4,output_5,output_6", lines[0]);
        // The first two recordings of the reference.
        Assert.Equal(["0,5,5,77,57,98,88,82,112,103", "1,1,1,16,160,115,91,103,82,112"], lines[1..3]);
    }

    [Fact]
    public void ANetworkOfOthersNeedsDataAndAStep()
    {
        string data = folder.Write("data.csv", "sample,label,x\na,0,1\nb,1,2\n");
        Assert.Equal(0, Export("network.nir", "--fallback", Fallback).ExitCode);
        foreach ((string missing, string[] arguments) in new (string, string[])[]
        {
            ("--data", ["--network", folder["network.nir"], "--dt", "1e-3"]),
            ("--dt", ["--network", folder["network.nir"], "--data", data]),
            ("--network", [trained.Path, "--dt", "1e-3"]),
        })
        {
            BrunoProcess.Outcome outcome = BrunoProcess.Run(["evaluate", .. arguments]);
            Assert.Equal(2, outcome.ExitCode);
            Assert.Contains(missing, outcome.Errors, StringComparison.Ordinal);
        }

        BrunoProcess.Outcome narrow = BrunoProcess.Run("evaluate", "--network", folder["network.nir"], "--data", data, "--dt", "1e-3", "--no-progress");
        Assert.Equal(3, narrow.ExitCode);
        Assert.Contains("12 inputs and 4 outputs", narrow.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void ADeviceIsRefusedByName()
    {
        BrunoProcess.Outcome outcome = Export("network.nir");
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("node '4.felif' (felif)", outcome.Errors);
        Assert.False(File.Exists(folder["network.nir"]));
    }

    [Fact]
    public void WhatIsNoNirFileEndsWithThree()
    {
        string file = folder.Write("text.nir", "no HDF5");
        BrunoProcess.Outcome outcome = BrunoProcess.Run("import", file, "--output", folder["run"], "--dt", "1e-3");
        Assert.Equal(3, outcome.ExitCode);
        Assert.Contains("text.nir", outcome.Errors);
        Assert.False(Directory.Exists(folder["run"]));
    }

    [Theory]
    [InlineData("--dt", "0", "--dt")]
    [InlineData("--dt", "1mV", "--dt")]
    [InlineData("--reset", "up", "--reset")]
    [InlineData("--discretisation", "heun", "--discretisation")]
    public void WrongOptionsAreExplained(string option, string value, string message)
    {
        string[] step = option == "--dt" ? [] : ["--dt", "1e-3"];
        BrunoProcess.Outcome outcome = BrunoProcess.Run(["import", "x.nir", "--output", folder["run"], option, value, .. step]);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(message, outcome.Errors);
    }

    [Fact]
    public void TheStepMustBeGiven() => Assert.Equal(2, BrunoProcess.Run("import", "x.nir", "--output", folder["run"]).ExitCode);

    /// <summary>gain and bias of 48 channels, 48 x 17 and 17 x 4 weights, two decays.</summary>
    [Theory]
    [InlineData("weights.npz")]
    [InlineData("weights.csv")]
    [InlineData("weights.safetensors")]
    public void WeightsGoOut(string file)
    {
        BrunoProcess.Outcome outcome = BrunoProcess.Run("export", "weights", trained.Path, "--output", folder[file]);
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Errors));
        Assert.Contains("982 numbers of 5 arrays", outcome.Output);
        Assert.True(new FileInfo(folder[file]).Length > 982 * 8);
        if (file.EndsWith(".csv", StringComparison.Ordinal))
        {
            string[] lines = File.ReadAllLines(folder[file]);
            Assert.Equal("parameter,row,column,value", lines[0]);
            Assert.Equal(983, lines.Length);
            Assert.StartsWith("1.linear.weights,47,16,", lines[1 + 96 + 48 * 17 - 1], StringComparison.Ordinal);
        }

        // What is there is not lost.
        Assert.Equal(2, BrunoProcess.Run("export", "weights", trained.Path, "--output", folder[file]).ExitCode);
    }

    [Fact]
    public void WeightsOfAnUnknownFormat()
    {
        BrunoProcess.Outcome outcome = BrunoProcess.Run("export", "weights", trained.Path, "--output", folder["weights.h5"]);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(".npz, .csv, .safetensors", outcome.Errors);
    }

    private BrunoProcess.Outcome Export(string file, params string[] more) =>
        BrunoProcess.Run(["export", "nir", trained.Path, "--output", folder[file], "--dt", "1e-3", .. more]);

    private static double Loss(BrunoProcess.Outcome outcome) => JsonDocument.Parse(outcome.Output).RootElement.GetProperty("loss").GetDouble();

    /// <summary>A file of the shared data sets; a test that needs one is skipped where it is not there.</summary>
    private static string SharedFile(string name)
    {
        for (DirectoryInfo? place = new(SourceTree.Root()); place is not null; place = place.Parent)
        {
            string path = Path.Combine(place.FullName, "shared", "datasets", name);
            if (File.Exists(path))
                return path;
        }

        Assert.Skip($"There is no shared/datasets/{name} beside the source tree.");
        return "";
    }
}
