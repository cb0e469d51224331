using PuppeteerSharp;
using PuppeteerSharp.Media;

namespace Bruno.Cli.Tests;

/// <summary>A report in a real browser, where there is one: Chromium or Chrome in the path, or what CHROMIUM names.</summary>
public sealed class ReportInBrowserTests(TrainedRun run) : IClassFixture<TrainedRun>, IDisposable
{
    private static readonly string? Browser = new[] { "chromium", "chromium-browser", "google-chrome" }
        .SelectMany(name => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, name)))
        .Prepend(Environment.GetEnvironmentVariable("CHROMIUM") ?? "").FirstOrDefault(File.Exists);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_report_opens_sorts_and_has_no_errors()
    {
        Assert.SkipWhen(Browser is null, "There is no Chromium here.");
        Sweep();
        string file = folder["report.html"];
        BrunoProcess.Outcome outcome = BrunoProcess.Run("report", folder["sweep"], "--output", file, "--no-progress", "--title", "<b>größe</b> & co");
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Errors));

        await using IBrowser browser = await Puppeteer.LaunchAsync(new() { ExecutablePath = Browser, Headless = true, Args = ["--no-sandbox", "--disable-gpu"] });
        await using IPage page = await browser.NewPageAsync();
        List<string> errors = [], asked = [];
        page.Console += (_, message) => errors.Add(message.Message.Text);
        page.PageError += (_, error) => errors.Add(error.Message);
        page.Request += (_, request) => asked.Add(request.Request.Url);
        await page.GoToAsync($"file://{file}");

        Assert.Equal("<b>größe</b> & co", await page.EvaluateExpressionAsync<string>("document.querySelector('h1').textContent"));
        // The style is allowed by its checksum: without it, headings would have the browser's own margins.
        Assert.Equal("1140px", await page.EvaluateExpressionAsync<string>("getComputedStyle(document.body).maxWidth"));

        const string Seeds = "Array.from(document.querySelectorAll('#table-runs tbody tr'), row => row.cells[2].textContent).join()";
        Assert.Equal("0,1,10,2", await page.EvaluateExpressionAsync<string>(Seeds));
        await page.ClickAsync("#table-runs thead th:nth-child(3) button");
        Assert.Equal("0,1,2,10", await page.EvaluateExpressionAsync<string>(Seeds));
        await page.ClickAsync("#table-runs thead th:nth-child(3) button");
        Assert.Equal("10,2,1,0", await page.EvaluateExpressionAsync<string>(Seeds));
        Assert.Equal("descending", await page.EvaluateExpressionAsync<string>("document.querySelector('#table-runs th:nth-child(3)').getAttribute('aria-sort')"));

        await page.EmulateMediaFeaturesAsync([new() { MediaFeature = MediaFeature.PrefersColorScheme, Value = "dark" }]);
        Assert.Equal("rgb(20, 23, 26)", await page.EvaluateExpressionAsync<string>("getComputedStyle(document.body).backgroundColor"));
        await page.SetViewportAsync(new() { Width = 380, Height = 700 });
        Assert.True(await page.EvaluateExpressionAsync<bool>("document.documentElement.scrollWidth === 380"), "The page is wider than a narrow window.");
        await page.EmulateMediaTypeAsync(MediaType.Print);
        Assert.Equal("none", await page.EvaluateExpressionAsync<string>("getComputedStyle(document.querySelector('nav')).display"));

        Assert.Empty(errors);
        Assert.Equal([$"file://{file}"], asked);
    }

    /// <summary>Four copies of a run with seeds of their own, in an order that is not that of their numbers.</summary>
    private void Sweep()
    {
        foreach (string seed in new[] { "0", "1", "10", "2" })
        {
            string copy = folder[$"sweep/trials/{(seed == "10" ? "1b" : seed)}"];
            foreach (string file in Directory.EnumerateFiles(run.Path, "*", SearchOption.AllDirectories))
            {
                string target = Path.Combine(copy, Path.GetRelativePath(run.Path, file));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target);
            }

            string configuration = Path.Combine(copy, "config.resolved.toml");
            string[] lines = File.ReadAllLines(configuration);
            lines[Array.FindIndex(lines, line => line.StartsWith("seed = ", StringComparison.Ordinal))] = $"seed = {seed}";
            // Without the last line, the checksum, it goes by what is there.
            File.WriteAllLines(configuration, lines[..^1]);
        }
    }
}
