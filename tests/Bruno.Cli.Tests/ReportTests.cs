using System.Text.Json;

namespace Bruno.Cli.Tests;

public sealed class ReportTests(TrainedRun run) : IClassFixture<TrainedRun>, IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_report_of_a_run_has_page_and_tables()
    {
        BrunoProcess.Outcome outcome = BrunoProcess.Run(
            "report", run.Path, "--output", folder["report.html"], "--tables", folder["tables"], "--format", "csv,latex", "--samples", "1", "--no-progress");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Errors));
        Assert.Contains("1 run of 1 variant", outcome.Output, StringComparison.Ordinal);
        string page = File.ReadAllText(folder["report.html"]);
        foreach (string part in new[] { "Confusion matrix of the test set", "Test sample 1:", "Spikes of 4.felif", "Conductances of 1.linear", "artificial network" })
            Assert.Contains(part, page, StringComparison.Ordinal);
        Assert.Equal(["energy.csv", "energy.tex", "runs.csv", "runs.tex", "variants.csv", "variants.tex"], Directory.EnumerateFiles(folder["tables"]).Select(Path.GetFileName).Order());
        using JsonDocument summary = JsonDocument.Parse(File.ReadAllText(Path.Combine(run.Path, "summary.json")));
        string accuracy = summary.RootElement.GetProperty("best").GetProperty("test").GetProperty("accuracy").GetRawText();
        Assert.Contains($",{accuracy},", File.ReadLines(Path.Combine(folder["tables"], "runs.csv")).ElementAt(1), StringComparison.Ordinal);
        Assert.Contains("\\toprule", File.ReadAllText(Path.Combine(folder["tables"], "variants.tex")), StringComparison.Ordinal);
    }

    /// <summary>What is printed of an evaluation is what the summary has of the same network, and both name their sources.</summary>
    [Fact]
    public void Energies_of_digital_circuits_stand_beside_those_of_devices()
    {
        using JsonDocument evaluation = JsonDocument.Parse(BrunoProcess.Run("evaluate", run.Path, "--json", "--no-progress", "--device", "cpu").Output);
        using JsonDocument summary = JsonDocument.Parse(File.ReadAllText(Path.Combine(run.Path, "summary.json")));

        JsonElement digital = evaluation.RootElement.GetProperty("digital");
        Assert.Equal(summary.RootElement.GetProperty("best").GetProperty("test").GetProperty("digital").GetRawText().Replace(" ", "", StringComparison.Ordinal).Length > 0, digital.GetProperty("spiking").GetDouble() > 0);
        foreach (string kind in new[] { "spiking", "artificial", "artificial_once" })
            Assert.Equal(summary.RootElement.GetProperty("best").GetProperty("test").GetProperty("digital").GetProperty(kind).GetDouble(), digital.GetProperty(kind).GetDouble(), 1e-9 * digital.GetProperty(kind).GetDouble());
        string[] assumptions = [.. evaluation.RootElement.GetProperty("energy_assumptions").EnumerateArray().Select(line => line.GetString()!)];
        Assert.Contains(assumptions, line => line.Contains("Horowitz", StringComparison.Ordinal) && line.Contains("arXiv 2409.08290", StringComparison.Ordinal));
        Assert.Contains(assumptions, line => line.Contains("32-bit floating point: multiplication 3.7 pJ", StringComparison.Ordinal));
        Assert.Contains("an artificial network of the same shape and bits", BrunoProcess.Run("evaluate", run.Path, "--no-progress", "--device", "cpu").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_written_over_and_nothing_is_guessed()
    {
        File.WriteAllText(folder["there.html"], "mine");
        (string[] Arguments, string Message)[] faults =
        [
            ([run.Path], "--output"),
            ([run.Path, "--output", folder["there.html"]], "exists"),
            ([run.Path, "--output", folder["a.html"], "--samples", "-1"], "at least 0"),
            ([run.Path, "--output", folder["a.html"], "--format", "word"], "'word' is not one of csv, markdown, latex"),
            ([run.Path, "--output", folder["a.html"], "--confidence", "95"], "--confidence"),
            ([run.Path, "--output", folder["a.html"], "--runs-in-detail", "-2"], "--runs-in-detail"),
        ];
        foreach ((string[] arguments, string message) in faults)
        {
            BrunoProcess.Outcome outcome = BrunoProcess.Run(["report", .. arguments]);
            Assert.Equal(2, outcome.ExitCode);
            Assert.Contains(message, outcome.Errors, StringComparison.Ordinal);
        }

        Assert.Equal(3, BrunoProcess.Run("report", Path.GetDirectoryName(folder["x"])!, "--output", folder["a.html"]).ExitCode);
        Assert.Equal("mine", File.ReadAllText(folder["there.html"]));
        Assert.False(File.Exists(folder["a.html"]));
    }
}
