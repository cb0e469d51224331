using System.Globalization;

namespace Bruno.Cli.Tests;

/// <summary>A network trained for an epoch on a table of its own.</summary>
public sealed class OwnDataRun : IDisposable
{
    public OwnDataRun()
    {
        BrunoProcess.Outcome outcome = BrunoProcess.Run(
            "train", "quickstart", "--data", Folder.Write("gait.csv", Table(1, 90)), "--device", "cpu", "--no-progress", "--epochs", "1", "--output", Path);
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
    }

    public TemporaryFolder Folder { get; } = new();

    public string Path => Folder["run"];

    public void Dispose() => Folder.Dispose();

    /// <summary>Sequences of twelve steps of 10 ms with two channels and three classes.</summary>
    public static string Table(int seed, int samples, Func<int, string>? part = null)
    {
        Random random = new(seed);
        List<string> rows = [$"sample,label,time,a,b{(part is null ? "" : ",split")}"];
        for (int i = 0; i < samples; ++i)
        {
            for (int step = 0; step < 12; ++step)
            {
                rows.Add(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{i},{((string[])["rest", "walk", "run"])[i % 3]},{step * 0.01:F2},{random.NextDouble() + i % 3:F4},{random.NextDouble():F4}{(part is null ? "" : $",{part(i)}")}"));
            }
        }

        return string.Join('\n', rows) + "\n";
    }
}
