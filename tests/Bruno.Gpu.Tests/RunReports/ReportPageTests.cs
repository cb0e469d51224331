using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Bruno.Gpu.Errors;
using Bruno.Gpu.RunReports;
using Bruno.Gpu.RunReports.Pages;

namespace Bruno.Gpu.Tests.RunReports;

public sealed partial class ReportPageTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Names of folders, titles and settings may be anything: they are texts.</summary>
    [Fact]
    public void ThePageIsWellFormedAndCompleteWhateverNamesAre()
    {
        const string Hostile = "<script>alert('x')<|script> & \"größe\" 1";
        for (ulong seed = 0; seed < 3; ++seed)
        {
            MadeRuns.Write(folder[$"{Hostile} {seed}"], seed, accuracy: 0.5 + 0.1 * seed);
            MadeRuns.Write(folder[$"b {seed}"], seed, bits: 3, accuracy: 0.6, change: run => run with { Data = run.Data with { Folder = "</script><img src=x>\u0001" } });
        }

        MadeRuns.WriteChips(folder[$"{Hostile} 0"], 0.9, 0.5);
        RunReport report = Make(title: Hostile);
        string page = ReportPage.Of(report.Content);

        XDocument document = Parse(page);
        Assert.Equal("html", document.Root!.Name.LocalName);
        Assert.Single(document.Descendants("script"));
        Assert.Empty(document.Descendants("img"));
        Assert.Contains(document.Descendants("h1"), element => element.Value == Hostile);
        Assert.Equal(Hostile, document.Root.Element("head")!.Element("title")!.Value);
        Assert.DoesNotContain("alert('x')<", page.Replace("&lt;", "", StringComparison.Ordinal), StringComparison.Ordinal);

        // No network: no address, nothing that loads, links within the page alone.
        Assert.DoesNotMatch(Address(), page);
        Assert.DoesNotContain(document.Descendants().Attributes(), attribute => attribute.Name.LocalName is "src" or "style" or "onclick");
        Assert.All(document.Descendants("a"), link => Assert.Contains(document.Descendants("section"), section => $"#{section.Attribute("id")!.Value}" == link.Attribute("href")!.Value));
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
        foreach (string id in new[] { "results", "curves", "differences", "trade-offs", "energy", "chips", "runs", "settings", "environment" })
            Assert.Contains(document.Descendants("section"), section => section.Attribute("id")!.Value == id);
    }

    [Fact]
    public void WhatIsMissingOrDamagedIsOnThePage()
    {
        MadeRuns.Write(folder["a"], 0);
        MadeRuns.Write(folder["killed"], 1, isComplete: false);
        MadeRuns.Write(folder["damaged"], 2);
        File.WriteAllText(folder["damaged/config.resolved.toml"], "seed = \n");

        string[] items = [.. Parse(ReportPage.Of(Make(detail: 1).Content)).Descendants("aside").Descendants("li").Select(item => item.Value)];

        Assert.Contains(items, item => item.StartsWith("damaged: its configuration cannot be read", StringComparison.Ordinal));
        Assert.Contains("killed: unfinished after 3 epochs; it takes no part in means.", items);
    }

    [Fact]
    public void DetailsThatCannotBeHadAreNoted()
    {
        MadeRuns.Write(folder["a"], 0);

        XDocument page = Parse(ReportPage.Of(Make(detail: 1).Content));

        string[] notes = [.. page.Descendants("article").Descendants("p").Select(note => note.Value)];
        Assert.Contains(notes, note => note.StartsWith("No confusion matrix, spikes and trajectories", StringComparison.Ordinal) && note.Contains("best.ckpt", StringComparison.Ordinal));
        Assert.Contains(notes, note => note.StartsWith("No histograms of weights", StringComparison.Ordinal));
    }

    [Fact]
    public void HundredRunsAreBelowAMegabyte()
    {
        for (int i = 0; i < 100; ++i)
            MadeRuns.Write(folder[$"run {i}"], (ulong)(i % 5), bits: 2 + i / 5 % 5, accuracy: 0.5 + 0.001 * i, joules: 1e-9 * (1 + i), change: run => run with { Training = run.Training with { BatchSize = 1 + i / 25 } });

        RunReport report = Make();

        Assert.Equal((100, 20), (report.Content.Runs.Count, report.Content.Variants.Count));
        Assert.InRange(report.Write(folder["report.html"]), 50_000, 1_000_000);
        Assert.Contains("20 variants", Parse(File.ReadAllText(folder["report.html"])).Descendants("header").Single().Value, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutAnyConfigurationThereIsNoReport()
    {
        MadeRuns.Write(folder["a"], 0);
        File.WriteAllText(folder["a/config.resolved.toml"], "seed = \n");

        Assert.Equal(ExitCode.Data, Assert.Throws<BrunoException>(() => Make()).ExitCode);
    }

    private RunReport Make(string? title = null, int detail = 0) =>
        RunReport.Make([folder.Path], new() { Title = title, RunsInDetail = detail }, null, TestContext.Current.CancellationToken);

    private static XDocument Parse(string page)
    {
        using XmlReader reader = XmlReader.Create(new MemoryStream(Encoding.UTF8.GetBytes(page)), new() { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader);
    }

    [GeneratedRegex(@"https?:|//[a-z]|url\(|@import", RegexOptions.IgnoreCase)]
    private static partial Regex Address();
}
