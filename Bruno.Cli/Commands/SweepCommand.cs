using System.CommandLine;
using Bruno.Cli.Rendering;
using Bruno.Gpu.Catalogue;
using Bruno.Gpu.Errors;
using Bruno.Gpu.JobArrays;
using Bruno.Gpu.Sweeps;

namespace Bruno.Cli.Commands;

/// <summary><c>bruno sweep</c>: many trainings that differ in settings and seeds.</summary>
internal static class SweepCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Option<string?> output = new("--output")
        {
            Description = "The folder of the sweep (default runs/sweep-NAME-TIME). The same command on the same folder goes on where it was, and one that asks for more extends it.",
            HelpName = "DIR",
        };
        SweepRunOptions running = new();
        SlurmOptions slurm = new();
        Option<bool> dryRun = new("--dry-run")
        {
            Description = "Trains and writes nothing; lists the trials with the device memory and the time that each would take.",
        };
        SweepOptions options = new();
        Command command = new("sweep", """
            Trains a network many times with other settings and seeds: grids of values, named variants, search over ranges.
            Each trial is a run as of 'bruno train', in a folder of its own. Kill it at any time and give the same command
            again: it goes on where it was. Trials that fail are recorded and are not the end.

            Examples:
              bruno sweep --set synapses.quantisation.bits=3,4,8,none --seeds 0..4 --output runs/bits
              bruno sweep tactile-felif --gradient bruno,exact --seeds 0,1,2 --dry-run
              bruno sweep --variant FeLIF:network.layers.4.model=felif --variant LIF:network.layers.4.kind=lif --seeds 0..4
              bruno sweep --range optimizer.learning_rate=1e-3..1e-1:log --points 27 --rungs 1,3,9
              bruno sweep experiment.toml --output runs/experiment --processes 2
              bruno sweep experiment.toml --output runs/experiment --slurm --tasks 16 --partition gpu --gpus 1 --time 4:00:00
              bruno sweep status runs/bits                 which trials run, are finished, failed
              bruno sweep table runs/bits --format latex   mean and deviation over seeds
              bruno sweep best runs/bits                   the best by validation
            """);
        options.AddTo(command);
        command.Add(output);
        command.Add(dryRun);
        running.AddTo(command);
        slurm.AddTo(command);
        Command[] others =
        [
            SweepStatusCommand.Create(), SweepBestCommand.Create(), SweepTableCommand.Create(), SweepExportCommand.Create(), SweepRunTrialsCommand.Create(),
        ];
        foreach (Command other in others)
            command.Add(other);
        command.SetAction((result, cancellation) => Task.FromResult((int)Run(
            result, options, running, slurm, result.GetValue(output), result.GetValue(dryRun), cancellation)));
        return command;
    }

    private static ExitCode Run(ParseResult result, SweepOptions options, SweepRunOptions running, SlurmOptions slurm, string? output, bool dryRun, CancellationToken cancellation)
    {
        SweepConfiguration sweep = options.Read(result);
        DeviceCatalogue.Use(sweep.DeviceLibraries);
        SweepPlan plan = SweepPlan.Of(sweep);
        string path = output ?? OutputFolder.Usual($"sweep-{options.NameOf(result)}");
        SlurmRequest? request = slurm.Of(result, options.NameOf(result), plan.Trials.Count);
        string[] taskArguments = ["sweep", "run-trials", Path.GetFullPath(path), .. running.OfTasks(result)];
        if (dryRun && request is not null)
        {
            Console.Out.Write(slurm.ScriptOf(result, request, path, taskArguments));
            return ExitCode.Ok;
        }

        if (dryRun)
        {
            IReadOnlyList<TrialEstimate> estimates = WorkProgressView.Show(running.IsShown(result), report => SweepEstimation.Of(plan, withTime: true, DeviceChoiceView.Policy, report, cancellation));
            return SweepPlanView.Write(plan, estimates, running.IsJson(result));
        }

        running.Check(result);
        SweepFolder folder = SweepFolder.Write(path, plan, MessageConsole.WriteLine);
        if (request is null)
            return running.Run(result, folder, path, cancellation);
        running.ForgetFailures(result, folder);
        return SlurmSubmissionView.Write(slurm.Submit(result, request, path, taskArguments), path, $"bruno sweep status {path}", running.IsJson(result));
    }
}
