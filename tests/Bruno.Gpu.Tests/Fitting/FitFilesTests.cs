using System.Security.Cryptography;
using System.Text;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Cards;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.Fitting;
using Bruno.Gpu.Tests.Faults;

namespace Bruno.Gpu.Tests.Fitting;

/// <summary>What a fit reads and writes, on files of which every call may fail.</summary>
public sealed class FitFilesTests : IDisposable
{
    private const string Card = "/fit/card.toml", Correlation = "/fit/card.correlation.csv", Interim = "/fit/card.interrupted.toml";

    private readonly ComputeDevice device = ComputeDevice.Open("cpu", precision: Precision.Double);
    private readonly TemporaryFolder folder = new();

    public void Dispose()
    {
        device.Dispose();
        folder.Dispose();
    }

    /// <summary>Whatever call fails, a card that was there is whole, old or new, and so is the matrix; nothing lies beside them.</summary>
    [Fact]
    public void WhateverFailsTheCardIsWhole()
    {
        List<FitProgress> reports = [];
        FitResult result = Run(Measured(), reports);
        InterimCard interim = new(Interim);
        reports.ForEach(interim.Keep);
        int failed = 0;
        for (int at = 0; ; ++at)
        {
            SimulatedFiles files = new();
            foreach (string path in new[] { Card, Correlation, Interim })
                AtomicFile.WriteText(path, "old", files);
            files.Begin();
            files.BeforeCall = (number, _) =>
            {
                if (number == at)
                    throw new IOException("the disk is full", 28);
            };
            InterimCard there = new(Interim, files);
            reports.ForEach(there.Keep);
            try
            {
                FitCard.Save(result, Card, Correlation, files);
                Assert.NotNull(there.Save());
                break;
            }
            catch (BrunoException exception)
            {
                ++failed;
                Assert.Equal(ExitCode.WriteFailed, exception.ExitCode);
            }

            files.Begin();
            Assert.Equal(new[] { Card, Correlation, Interim }.Order(), files.Paths.Order());
            Assert.Contains(Text(files, Card), new[] { "old", FitCard.Text(result, Card) });
            Assert.Contains(Text(files, Interim), new[] { "old", FitCard.Text(reports[^1].Best!, Interim) });
            Assert.True(Text(files, Correlation) == "old" || Text(files, Correlation).StartsWith("parameter,area\n", StringComparison.Ordinal));
        }

        Assert.InRange(failed, 15, 100);
    }

    /// <summary>Measurements are read once: what is fitted is what the checksum is of. Where they cannot be read, that is said.</summary>
    [Fact]
    public void MeasurementsAreReadThroughTheSameFiles()
    {
        SimulatedFiles files = Measured();
        FitResult result = Run(files, []);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(files.ContentOf("/data/loop.csv"))), result.Files[0].Sha256);
        Assert.Equal(2.5e-11, result.Parameters[0].Value, 1e-13);
        files.Begin();
        files.BeforeCall = (_, what) =>
        {
            if (what == "read")
                throw new IOException("the disk is gone", 5);
        };
        BrunoException refusal = Assert.Throws<BrunoException>(() => Run(files, []));
        Assert.Equal(ExitCode.Data, refusal.ExitCode);
        Assert.Contains("'/data/loop.csv' cannot be read", refusal.Message);
    }

    /// <summary>A header in Latin-1, as instruments write it.</summary>
    [Fact]
    public void AHeaderMayBeInLatin1()
    {
        SimulatedFiles files = Measured();
        string text = Encoding.UTF8.GetString(files.ContentOf("/data/loop.csv"));
        AtomicFile.Write("/data/loop.csv", stream => stream.Write(Encoding.Latin1.GetBytes(text.Replace("time_s", "# gemessen bei 20 \u00b0C\ntime (s)", StringComparison.Ordinal))), files);
        Assert.Equal(2.5e-11, Run(files, []).Parameters[0].Value, 1e-13);
    }

    /// <summary>The best point of all starts so far, told with every step, is what an interrupted fit is saved as: a card that says what it is.</summary>
    [Fact]
    public void AnInterruptedFitIsACardThatSaysSo()
    {
        List<FitProgress> reports = [];
        Run(Measured(), reports);
        Assert.StartsWith("reading /data/loop.csv", reports[0].Stage, StringComparison.Ordinal);
        Assert.Null(reports[0].Best);
        Assert.Null(new InterimCard(folder["card.toml"]).Save());
        FitProgress[] steps = [.. reports.Where(report => report.Step is not null)];
        double best = double.PositiveInfinity;
        foreach (FitProgress step in steps)
        {
            if (step.ReducedChiSquare < best)
                Assert.Equal($"{step.Stage}, step {step.Step}", step.Best!.Reached);
            best = Math.Min(best, step.ReducedChiSquare);
        }

        InterimCard interim = new(folder["card.toml"]);
        reports.ForEach(interim.Keep);
        Assert.Equal(reports[^1].Best, interim.Save());
        DeviceCard card = DeviceCard.ReadFile(folder["card.toml"]);
        Assert.Equal("felif", card.Model);
        Assert.Equal(2.5e-11, card.Overrides()["area"], 1e-12);
        Assert.Equal(2.4, card.Overrides()["threshold"]);
        Assert.Null(card.Values.First(value => value.Name == "area").StandardError);
        Assert.Contains("INTERRUPTED, NOT CONVERGED", File.ReadAllText(folder["card.toml"]));
    }

    private static string Text(SimulatedFiles files, string path) => Encoding.UTF8.GetString(files.ContentOf(path));

    private SimulatedFiles Measured()
    {
        MeasuredDevice.Write(device, folder["loop.csv"], "felif", MeasuredDevice.Loop(4e-3, 1e-4), 1e-4, "terminal_current_a", 0.01, 3);
        SimulatedFiles files = new();
        AtomicFile.Write("/data/loop.csv", stream => stream.Write(File.ReadAllBytes(folder["loop.csv"])), files);
        return files;
    }

    private FitResult Run(IFiles files, List<FitProgress> reports) => Fit.Run(
        device,
        new()
        {
            Model = "felif", Files = ["/data/loop.csv"], Parameters = ["area"], Start = new Dictionary<string, double> { ["area"] = 2e-11 }, Starts = 2,
            Fixed = new Dictionary<string, double> { ["threshold"] = 2.4 },
        },
        reports.Add,
        TestContext.Current.CancellationToken,
        files);
}
