using Bruno.Gpu.Reporting;
using Spectre.Console;

namespace Bruno.Cli.Rendering;

/// <summary>Progress of long work on standard error: a bar on a terminal, a line a report elsewhere.</summary>
internal static class WorkProgressView
{
    /// <summary>Does some work and shows how far it is.</summary>
    /// <param name="isShown">Whether anything is shown.</param>
    /// <param name="work">The work; it is given where to report to.</param>
    public static TResult Show<TResult>(bool isShown, Func<Action<WorkProgress>?, TResult> work)
    {
        if (!isShown)
            return work(null);
        if (Console.IsErrorRedirected)
            return work(progress => Console.Error.WriteLine(progress.Description));

        return MessageConsole.Terminal.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask("compiling kernels", maxValue: 1);
                return work(progress =>
                {
                    task.Description = Markup.Escape(progress.Description);
                    task.Value = progress.Share;
                });
            });
    }
}
