using System.CommandLine;
using Bruno.Cli.Rendering;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Benchmarks;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.Plots;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Training;
using Bruno.Gpu.Verification;

namespace Bruno.Cli.Commands;

/// <summary><c>bruno train</c>: trains a network, or goes on with a run.</summary>
internal static class TrainCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string?> preset = new("preset")
        {
            Description = $"What to begin with: {string.Join(", ", PresetCatalogue.Names)} (default {PresetCatalogue.Default}).",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<string?> presetOption = new("--preset") { Description = "The same as an option.", HelpName = "NAME" };
        Option<string?> output = new("--output") { Description = "The run's folder (default runs/PRESET-TIME).", HelpName = "DIR" };
        Option<string?> resume = new("--resume")
        {
            Description = "Continues the run in this folder, from its last checkpoint and with its settings.",
            HelpName = "DIR",
        };
        Option<string[]> allow = new("--allow")
        {
            Description = $"With --resume, a setting or table of settings that may change although a resume keeps it; may be given again. {ResumeRules.Summary}",
            HelpName = "KEY",
            AllowMultipleArgumentsPerToken = false,
        };
        Option<string> checkpoint = new("--checkpoint")
        {
            Description = $"With --resume, the state to go on from: {string.Join(", ", RunFolder.CheckpointNames)} (the one before the last), or a file.",
            DefaultValueFactory = _ => RunFolder.CheckpointNames[0],
            HelpName = "NAME|FILE",
        };
        Option<bool> freshOptimizer = new("--fresh-optimizer")
        {
            Description = "With --resume, the optimizer starts anew: its moments are forgotten, and it may be another one.",
        };
        Option<bool> noProgress = new("--no-progress") { Description = "No progress on standard error." };
        Option<bool> dryRun = new("--dry-run")
        {
            Description = "Trains nothing; tells what the run would keep in device memory, by purpose, whether it fits, and how long it would take.",
        };
        Option<bool> noCheck = new("--no-check")
        {
            Description = "Does not verify a compute device that was not seen before; otherwise one that computes wrong results is refused.",
        };
        Option<bool> json = new("--json") { Description = "Prints the summary as JSON." };
        RunOptions options = new();
        DeviceOptions devices = new();
        RateTestChoice rates = new();
        PictureChoice pictures = new();

        Command command = new("train", """
            Trains a network of devices, by default 'quickstart', which takes less than a minute.

            Examples:
              bruno train
              bruno train tactile-felif --gradient exact --epochs 30
              bruno train tactile-felif --dry-run --segment 16
              bruno train tactile-felif --find-rate
              bruno train tactile-felif --d2d 0.05 --set training.resample_every=1 --set training.resample_unit=step
              bruno train jsb-felif --set data.folder=DATA --substeps 100 --seed 1
              bruno train --resume runs/jsb-felif-20260101-120000
              bruno train --resume RUN --epochs 30 --set optimizer.learning_rate=0.001
              bruno train --resume RUN --checkpoint best --set optimizer.learning_rate=0.001
              bruno train --resume RUN --epochs 30 --d2d 0.05 --allow neuron_variability --allow synapses.non_idealities
            """);
        command.Add(preset);
        Option[] own = [presetOption, output, resume, checkpoint, allow, freshOptimizer, dryRun, noCheck, noProgress, json];
        foreach (Option option in own)
            command.Add(option);
        rates.AddTo(command);
        pictures.AddTo(command);
        devices.AddTo(command);
        options.AddTo(command);

        command.SetAction((result, cancellation) => Task.FromResult((int)Run(
            result, options, devices, rates.Of(result), pictures.Of(result), new ResumeOptions { Allowed = result.GetValue(allow) ?? [], FreshOptimizer = result.GetValue(freshOptimizer), Checkpoint = result.GetRequiredValue(checkpoint) }, OnePreset(result.GetValue(preset), result.GetValue(presetOption)),
            result.GetValue(output), result.GetValue(resume), result.GetValue(dryRun), result.GetValue(noCheck), result.GetValue(noProgress), result.GetValue(json), cancellation)));
        return command;
    }

    private static string? OnePreset(string? positional, string? option) => positional is null || option is null
        ? positional ?? option
        : throw new BrunoException(ExitCode.Usage, $"Two presets are given, '{positional}' and --preset '{option}': leave one of them out.");

    private static ExitCode Run(
        ParseResult result, RunOptions options, DeviceOptions devices, RateTestOptions? rates, PictureOptions pictures, ResumeOptions resumption, string? preset, string? output, string? resume, bool dryRun, bool noCheck, bool noProgress, bool json,
        CancellationToken cancellation)
    {
        if (resume is not null && (output is not null || preset is not null))
            throw new BrunoException(ExitCode.Usage, "--resume goes on in the run's own folder with its own settings: leave preset and --output out.");
        if (resume is null && (resumption is not { Allowed.Count: 0, FreshOptimizer: false } || resumption.Checkpoint != RunFolder.CheckpointNames[0]))
            throw new BrunoException(ExitCode.Usage, "--allow, --checkpoint and --fresh-optimizer are about a run that is resumed: give its folder with --resume.");

        if (rates is not null && (resume is not null || dryRun))
            throw new BrunoException(ExitCode.Usage, $"--find-rate begins with a fresh network and trains no run: leave {(dryRun ? "--dry-run" : "--resume")} out.");

        RunSettings settings = options.Settings(result, devices);
        RunConfiguration configuration = resume is not null
            ? TrainingRun.ConfigurationOf(resume, settings)
            : settings.OverPreset(preset ?? PresetCatalogue.Default).Bind();

        if (dryRun)
        {
            MemoryPlan plan = TrainingRun.Plan(configuration, DeviceChoiceView.Policy);
            return MemoryPlanView.Write(plan.Fits ? plan with { Time = TimeEstimation.Measure(configuration) } : plan, json);
        }

        if (rates is not null)
            return FindRate(configuration, rates, OutputFolder.Choose(output, "find-rate", force: false), pictures, !noProgress, json, cancellation);

        string folder = resume ?? output ?? OutputFolder.Usual(preset ?? PresetCatalogue.Default);
        IReadOnlyList<string> commandLine = ["bruno", .. result.Tokens.Select(token => token.Value)];
        DeviceGate gate = new(configuration.Device, VerifiedDevices.OfUser(), MessageConsole.WriteLine);
        DevicePolicy policy = DeviceChoiceView.Policy with { Rejects = noCheck ? null : gate.Rejects };
        RunSummary summary = TrainingProgressView.Show(!noProgress, report => resume is not null
            ? TrainingRun.Resume(resume, configuration, resumption, commandLine, report, cancellation, policy, MessageConsole.WriteLine, pictures)
            : TrainingRun.Start(configuration, folder, commandLine, report, cancellation, policy, MessageConsole.WriteLine, pictures));

        if (json)
            Console.Out.Write(JsonFile.ToText(summary));
        else
            RunSummaryView.Write(summary, folder);
        return summary.Status == "cancelled" ? ExitCode.Cancelled : ExitCode.Ok;
    }

    private static ExitCode FindRate(
        RunConfiguration configuration, RateTestOptions rates, string folder, PictureOptions pictures, bool isShown, bool json, CancellationToken cancellation)
    {
        RateTestResult found = WorkProgressView.Show(isShown, progress => RateTest.Run(configuration, rates, progress, cancellation, DeviceChoiceView.Policy));
        OutputFolder.Make(folder, force: false);
        CsvTable.Write(Path.Combine(folder, "find-rate.csv"), found.Rows);
        RateTestPlot.Of(found).Save(Path.Combine(folder, "find-rate"), pictures);
        if (json)
            Console.Out.Write(JsonFile.ToText(found));
        else
            RateTestView.Write(found, folder);
        return ExitCode.Ok;
    }
}
