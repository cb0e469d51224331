using System.CommandLine;
using Bruno.Cli.Rendering;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Energy;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Reporting;
using Bruno.Gpu.Training;
using Spectre.Console;

namespace Bruno.Cli.Commands;

/// <summary><c>bruno evaluate</c>: runs a trained network on a split of its data.</summary>
internal static class EvaluateCommand
{
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
        Option<bool> noProgress = new("--no-progress") { Description = "No progress on standard error." };
        Option<bool> json = new("--json") { Description = "Prints the result as JSON." };
        RunOptions options = new();

        Command command = new("evaluate", """
            Evaluates a trained network, by default its best checkpoint on the test set.

            Examples:
              bruno evaluate runs/quickstart-20260101-120000
              bruno evaluate RUN --checkpoint last --split validation --device cuda:0
            """);
        command.Add(run);
        Option[] own = [checkpoint, split, noProgress, json];
        foreach (Option option in own)
            command.Add(option);
        options.AddTo(command);

        command.SetAction((result, cancellation) => Task.FromResult((int)Run(
            result, options, result.GetRequiredValue(run), result.GetRequiredValue(checkpoint), result.GetRequiredValue(split),
            result.GetValue(noProgress), result.GetValue(json), cancellation)));
        return command;
    }

    private static ExitCode Run(
        ParseResult result, RunOptions options, string run, string checkpoint, string split, bool noProgress, bool json,
        CancellationToken cancellation)
    {
        RunConfiguration configuration = options.Finish(result, TrainingRun.ConfigurationOf(run, options.Sources(result)));
        (SplitMetrics metrics, int epoch) = TrainingProgressView.Show(!noProgress, report => TrainingRun.Evaluate(
            run, configuration, checkpoint == "best", split, report, cancellation));
        Evaluation evaluation = new(
            checkpoint, epoch, split, metrics.Loss, metrics.Accuracy, metrics.SpikeRate, metrics.SynapticOperations,
            metrics.EnergyJoules, EnergyModel.Of(configuration).Assumptions);
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

    /// <summary>What --json prints.</summary>
    private sealed record Evaluation(
        string Checkpoint, int Epoch, string Split, double Loss, double Accuracy, double SpikeRate, double SynapticOperations,
        double? EnergyJoules, IReadOnlyList<string> EnergyAssumptions);
}
