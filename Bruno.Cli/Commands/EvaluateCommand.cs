using System.CommandLine;
using Bruno.Cli.Rendering;
using Bruno.Gpu.Chips;
using Bruno.Gpu.Energy;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Training;
using Spectre.Console;

namespace Bruno.Cli.Commands;

/// <summary><c>bruno evaluate</c>: runs a trained network on a split of its data.</summary>
internal static class EvaluateCommand
{
    /// <summary>Options of training that an evaluation has no use for.</summary>
    private static readonly string[] NotEvaluated = ["--epochs", "--gradient", "--segment", "--tape-every"];

    /// <summary>How outer steps are made in the forward pass.</summary>
    private enum ForwardPass
    {
        Fine,
        Coarse,
    }

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string> run = new("run") { Description = "The run's folder." };
        Option<string> checkpoint = new("--checkpoint")
        {
            Description = "best (lowest validation loss) or last.",
            DefaultValueFactory = _ => "best",
        };
        checkpoint.AcceptOnlyFromAmong("best", "last");
        Option<string> split = new("--split") { Description = "train, validation or test.", DefaultValueFactory = _ => "test" };
        split.AcceptOnlyFromAmong("train", "validation", "test");
        Option<ForwardPass?> forward = new("--forward")
        {
            Description = "Another forward pass than the run was trained with: fine (devices are integrated) or coarse (one Euler step an outer step, as --gradient coarse trains).",
            HelpName = "fine|coarse",
        };
        Option<bool> noProgress = new("--no-progress") { Description = "No progress on standard error." };
        Option<bool> json = new("--json") { Description = "Prints the result as JSON." };
        RunOptions options = new();
        DeviceOptions devices = new();
        ChipOptions chips = new();

        Command command = new("evaluate", """
            Evaluates a trained network, by default its best checkpoint on the test set; with --chips, on that many virtual chips,
            each with devices of its own, integrated adaptively unless --integrator or --substeps say otherwise.

            Examples:
              bruno evaluate runs/quickstart-20260101-120000
              bruno evaluate RUN --checkpoint last --split validation --device cuda:0
              bruno evaluate RUN --chips 100 --d2d 0.05 --programming 0.02 --stuck 0.001 --after 1h,1d,1y
              bruno evaluate RUN --chips 100 --card rram-neurram --yield-above 0.8 --output chips
            """);
        command.Add(run);
        Option[] own = [checkpoint, split, forward, noProgress, json];
        foreach (Option option in own)
            command.Add(option);
        chips.AddTo(command);
        devices.AddTo(command);
        options.AddTo(command, NotEvaluated);

        command.SetAction((result, cancellation) => Task.FromResult((int)Run(
            result, options, devices, chips, result.GetValue(forward), result.GetRequiredValue(run), result.GetRequiredValue(checkpoint), result.GetRequiredValue(split),
            result.GetValue(noProgress), result.GetValue(json), cancellation)));
        return command;
    }

    private static ExitCode Run(
        ParseResult result, RunOptions options, DeviceOptions devices, ChipOptions chips, ForwardPass? forward, string run, string checkpoint, string split, bool noProgress, bool json,
        CancellationToken cancellation)
    {
        RunConfiguration configuration = Configuration(run, options.Settings(result, devices), forward);
        if (chips.Of(result) is ChipEvaluationOptions wanted)
        {
            wanted = wanted with { UseBest = checkpoint == "best", Split = split, KeepsIntegrator = options.ChoosesIntegrator(result) };
            return JudgeChips(run, configuration, wanted, chips.Output(result), chips.Force(result), noProgress, json, cancellation);
        }

        (SplitMetrics metrics, int epoch) = TrainingProgressView.Show(!noProgress, report => TrainingRun.Evaluate(
            run, configuration, checkpoint == "best", split, report, cancellation, DeviceChoiceView.Policy));
        Evaluation evaluation = new(
            checkpoint, epoch, split, metrics.Loss, metrics.Accuracy, metrics.SpikeRate, metrics.SynapticOperations,
            metrics.EnergyJoules, EnergyModel.Of(configuration.Design, configuration.Energy).Assumptions);
        if (json)
        {
            Console.Out.Write(JsonFile.ToText(evaluation));
            return ExitCode.Ok;
        }

        Table table = new Table().AddColumns("checkpoint", "epoch", "split", "loss", "accuracy", "spike rate", "synaptic operations", "energy a sample");
        table.AddRow(
            checkpoint, Format.Number(epoch), split, Format.Loss(metrics.Loss), Format.Percent(metrics.Accuracy),
            Format.Percent(metrics.SpikeRate), Format.Number(metrics.SynapticOperations),
            metrics.EnergyJoules is double joules ? Format.Joules(joules) : "-");
        AnsiConsole.Write(table);
        foreach (string assumption in evaluation.EnergyAssumptions)
            Console.Out.WriteLine($"energy: {assumption}");
        return ExitCode.Ok;
    }

    /// <summary>The settings that the run was trained with, and what may differ in an evaluation.</summary>
    private static RunConfiguration Configuration(string run, RunSettings changes, ForwardPass? forward)
    {
        RunConfiguration trained = TrainingRun.ConfigurationOf(run), changed = TrainingRun.ConfigurationOf(run, changes);
        (string Table, bool Differs, string Reason)[] tables =
        [
            ("gradient", changed.Gradient != trained.Gradient, "the forward pass is the one that the run was trained with; --forward takes another"),
            ("optimizer", changed.Optimizer != trained.Optimizer, "nothing is trained"),
            ("schedule", changed.Schedule != trained.Schedule, "nothing is trained"),
            ("training", changed.Training with { BatchSize = trained.Training.BatchSize } != trained.Training, "nothing is trained"),
        ];
        string[] faults = [.. tables.Where(table => table.Differs).Select(table => $"The settings of [{table.Table}] cannot be changed in an evaluation: {table.Reason}.")];
        if (faults.Length > 0)
            throw new BrunoException(ExitCode.Usage, string.Join('\n', faults));

        bool isCoarse = trained.Gradient.Method == GradientKind.Coarse;
        return forward switch
        {
            ForwardPass.Coarse => changed with { Gradient = changed.Gradient with { Method = GradientKind.Coarse, KeepRate = null } },
            ForwardPass.Fine when isCoarse => changed with { Gradient = changed.Gradient with { Method = GradientKind.Bruno } },
            _ => changed,
        };
    }

    private static ExitCode JudgeChips(
        string run, RunConfiguration configuration, ChipEvaluationOptions wanted, string? output, bool force, bool noProgress, bool json,
        CancellationToken cancellation)
    {
        // Beside the files of the run, those of an earlier evaluation are replaced.
        string path = output is null ? run : OutputFolder.Choose(output, "chips", force);
        ChipOutcome outcome = WorkProgressView.Show(!noProgress, progress => ChipEvaluation.Run(
            run, configuration, wanted, progress, cancellation, DeviceChoiceView.Policy, Keep));
        ChipFolder folder = Folder();
        folder.Write(outcome);
        if (json)
            Console.Out.Write(JsonFile.ToText(outcome.Report));
        else
            ChipReportView.Write(outcome.Report, folder);
        return outcome.Report.Status == "cancelled" ? ExitCode.Cancelled : ExitCode.Ok;

        ChipFolder Folder() => new(OutputFolder.Make(path, force: true));

        void Keep(IReadOnlyList<ChipMetrics> rows) => Folder().Keep(rows);
    }

    /// <summary>What --json prints.</summary>
    private sealed record Evaluation(
        string Checkpoint, int Epoch, string Split, double Loss, double Accuracy, double SpikeRate, double SynapticOperations,
        double? EnergyJoules, IReadOnlyList<string> EnergyAssumptions);
}
