using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Spectre.Console;

namespace Bruno.Cli.Rendering;

/// <summary>What came of an evaluation, as a table or JSON.</summary>
internal static class EvaluationView
{
    /// <summary>Writes to standard output.</summary>
    public static ExitCode Write(Evaluation evaluation, bool json)
    {
        if (json)
        {
            Console.Out.Write(JsonFile.ToText(evaluation));
            return ExitCode.Ok;
        }

        Table table = new Table().AddColumns(
            "checkpoint", "epoch", "split", "samples", "loss", evaluation.RmsError is null ? "accuracy" : "rms error", "spike rate", "synaptic operations", "energy a sample");
        table.AddRow(
            Markup.Escape(evaluation.Checkpoint), Format.Number(evaluation.Epoch), evaluation.Split, Format.Number(evaluation.Samples), Format.Loss(evaluation.Loss),
            evaluation.RmsError is double error ? Format.Loss(error) : Format.Share(evaluation.Accuracy),
            Format.Percent(evaluation.SpikeRate), Format.Number(evaluation.SynapticOperations),
            evaluation.EnergyJoules is double joules ? Format.Joules(joules) : "-");
        AnsiConsole.Write(table);
        if (evaluation.NatsPerStep is double nats)
            Console.Out.WriteLine($"{Format.Loss(nats)} nats a step: the sum over the outputs, in the mean over all steps that count");
        if (evaluation.Digital is { } digital)
        {
            string once = digital.ArtificialOnce is double ofRates ? $", or {Format.Joules(ofRates)} of rates, once a sample" : "";
            Console.Out.WriteLine(
                $"digital circuits, memory included: {Format.Joules(digital.Spiking)} a sample; an artificial network of the same shape and bits "
                + $"{Format.Joules(digital.Artificial)}, once a step{once}");
        }

        foreach (string assumption in evaluation.EnergyAssumptions)
            Console.Out.WriteLine($"energy: {assumption}");
        return ExitCode.Ok;
    }
}
