using Bruno.Gpu.Comparison;
using Spectre.Console;

namespace Bruno.Cli.Rendering;

/// <summary>Progress of a comparison on standard error: a bar on a terminal, a line a pass elsewhere.</summary>
internal static class ComparisonProgressView
{
    /// <summary>Does some work and shows how far it is.</summary>
    /// <param name="isShown">Whether anything is shown.</param>
    /// <param name="work">The work; it is given where to report to.</param>
    public static TResult Show<TResult>(bool isShown, Func<Action<ComparisonProgress>?, TResult> work)
    {
        if (!isShown)
            return work(null);
        if (Console.IsErrorRedirected)
            return work(new LineWriter().Write);

        return MessageConsole.Terminal.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask("loading data", maxValue: 1);
                return work(progress =>
                {
                    task.Description = Markup.Escape(progress.Pass);
                    task.Value = (double)progress.Done / progress.Total;
                });
            });
    }

    /// <summary>Writes what is done, not what is begun.</summary>
    private sealed class LineWriter
    {
        private int done;

        public void Write(ComparisonProgress progress)
        {
            if (progress.Done > done)
                Console.Error.WriteLine($"{progress.Done}/{progress.Total} {progress.Pass}");
            done = progress.Done;
        }
    }
}
