using System.IO.Compression;
using System.Text.Json;

namespace Bruno.Cli.Tests;

/// <summary>
/// Runs that a signal stopped within their first epoch. How far a program is when a signal reaches it is chance, and hangs on what else
/// the machine does: a run that had not begun its first batch, or had ended its first epoch, is begun anew and left alone for longer or shorter.
/// </summary>
internal static class InterruptedEpoch
{
    private const int Tries = 8;

    /// <summary>Trains and interrupts.</summary>
    /// <param name="run">The folder of the run, which is deleted between tries.</param>
    /// <param name="arguments">The command line but for the folder.</param>
    public static void Make(string run, string[] arguments)
    {
        TimeSpan after = TimeSpan.FromSeconds(0.3);
        for (int left = Tries; left > 0; --left)
        {
            string last = Path.Combine(run, "checkpoints", "last.ckpt");
            // The first checkpoint is written when training begins.
            int code = BrunoProcess.RunAndTerminate(() => File.Exists(last), after, [.. arguments, "--output", run]).ExitCode;
            Assert.True(code is 0 or 130, $"The exit code of an interrupted training is {code}.");
            (int epoch, int batch) = Place(last);
            if (code == 130 && epoch == 0 && batch > 0)
                return;
            after *= code == 130 && epoch == 0 ? 2 : 0.6;
            Directory.Delete(run, recursive: true);
        }

        Assert.Fail($"In {Tries} tries no signal came within the first epoch.");
    }

    /// <summary>How far the run is that a checkpoint was written in: whole epochs, and batches of the next.</summary>
    public static (int Epoch, int Batch) Place(string checkpoint)
    {
        using ZipArchive archive = ZipFile.OpenRead(checkpoint);
        using JsonDocument document = JsonDocument.Parse(archive.GetEntry("header.json")!.Open());
        JsonElement header = document.RootElement.GetProperty("header");
        return (header.GetProperty("epoch").GetInt32(), header.GetProperty("batch").GetInt32());
    }
}
