using System.Diagnostics;
using Bruno.Gpu.Training;
using Spectre.Console;

namespace Bruno.Cli.Rendering;

/// <summary>Progress on standard error: a bar on a terminal; elsewhere a line an epoch, and within epochs that take long a line now and then.</summary>
internal static class TrainingProgressView
{
    /// <summary>Does some work and shows how far it is.</summary>
    /// <param name="isShown">Whether anything is shown.</param>
    /// <param name="work">The work; it is given where to report to.</param>
    public static TResult Show<TResult>(bool isShown, Func<Action<TrainingProgress>?, TResult> work)
    {
        if (!isShown)
            return work(null);
        if (Console.IsErrorRedirected)
            return WithLines(work);

        return MessageConsole.Terminal.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask("loading data, compiling kernels", maxValue: 1);
                return work(progress =>
                {
                    task.Description = Markup.Escape(Describe(progress));
                    task.Value = Share(progress);
                });
            });
    }

    private static TResult WithLines<TResult>(Func<Action<TrainingProgress>?, TResult> work)
    {
        Stopwatch watch = Stopwatch.StartNew();
        ProgressPace pace = new();
        object gate = new();
        // Large devices take a while to compile, and large data to load.
        using Timer silence = new(
            _ =>
            {
                lock (gate)
                {
                    if (pace.IsDue(watch.Elapsed))
                        Console.Error.WriteLine("loading data, compiling kernels");
                }
            },
            null,
            TimeSpan.FromSeconds(5.1),
            Timeout.InfiniteTimeSpan);
        return work(progress =>
        {
            silence.Change(Timeout.Infinite, Timeout.Infinite);
            lock (gate)
            {
                if (progress.Sample == progress.Samples)
                    Console.Error.WriteLine(Describe(progress));
                else if (pace.IsDue(watch.Elapsed))
                    Console.Error.WriteLine($"{Describe(progress)}, {progress.Sample} of {progress.Samples} samples");
            }
        });
    }

    /// <summary>Where a run is, for people.</summary>
    public static string Describe(TrainingProgress progress) =>
        $"epoch {progress.Epoch}/{progress.Epochs} {progress.Split} loss {Format.Loss(progress.Loss)}{(progress.Accuracy is double accuracy ? $" accuracy {Format.Percent(accuracy)}" : "")}";

    /// <summary>The share of the run that is done; training takes most of an epoch.</summary>
    public static double Share(TrainingProgress progress)
    {
        double done = (double)progress.Sample / progress.Samples;
        double epoch = progress.Split switch
        {
            "train" => 0.8 * done,
            "validation" => 0.8 + 0.1 * done,
            _ => 0.9 + 0.1 * done,
        };
        return (progress.Epoch - 1 + epoch) / progress.Epochs;
    }
}
