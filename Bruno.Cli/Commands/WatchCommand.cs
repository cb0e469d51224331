using System.CommandLine;
using Bruno.Cli.Rendering;
using Bruno.Gpu.Catalogue;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Sweeps;
using Bruno.Gpu.Training;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Bruno.Cli.Commands;

/// <summary><c>bruno watch</c>: curves and trials in the terminal while they are trained.</summary>
internal static class WatchCommand
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string> path = new("folder") { Description = "The folder of a run or of a sweep.", HelpName = "RUN|SWEEP" };
        Option<bool> once = new("--once") { Description = "Draws once and ends; so it does where it does not draw on a terminal." };
        Command command = new("watch", """
            Draws the learning curves of a run, or the trials of a sweep and what is best so far, again every second until it is
            finished or Ctrl-C is pressed. It only reads; training goes on whether it is watched or not, also on another machine.

            Examples:
              bruno watch runs/quickstart-20260101-120000
              bruno watch runs/bits --once
            """);
        command.Add(path);
        command.Add(once);
        command.SetAction((result, cancellation) =>
        {
            Func<(IRenderable View, bool IsOver)> look = LookAt(result.GetValue(path)!);
            if (result.GetValue(once) || Console.IsOutputRedirected)
                AnsiConsole.Write(look().View);
            else
                Redraw(look, cancellation);
            return Task.FromResult((int)ExitCode.Ok);
        });
        return command;
    }

    private static void Redraw(Func<(IRenderable View, bool IsOver)> look, CancellationToken cancellation)
    {
        (IRenderable view, bool isOver) = look();
        AnsiConsole.Live(view).Overflow(VerticalOverflow.Crop).Start(context =>
        {
            while (!isOver && !cancellation.WaitHandle.WaitOne(Interval))
            {
                (view, isOver) = look();
                context.UpdateTarget(view);
            }
        });
    }

    private static Func<(IRenderable View, bool IsOver)> LookAt(string path)
    {
        if (!SweepFolder.IsAt(path))
        {
            RunFolder run = RunFolder.Open(path);
            int epochs = TrainingRun.ConfigurationOf(path).Training.Epochs;
            return () =>
            {
                IReadOnlyList<MetricsRow> rows = File.Exists(run.Metrics) ? MetricsLog.Read(run.Metrics) : [];
                return (WatchView.OfRun(rows, epochs), rows.Count(row => row.Epoch == epochs) == 3);
            };
        }

        DeviceCatalogue.Use(SweepFolder.Open(path).Sweep.DeviceLibraries);
        return () =>
        {
            // It may be extended while it is watched.
            IReadOnlyList<TrialStatus> trials = SweepFolder.Open(path).Read();
            return (WatchView.OfSweep(trials), trials.All(trial => trial.State is TrialState.Finished or TrialState.Failed));
        };
    }
}
