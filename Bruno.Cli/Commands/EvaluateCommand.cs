using System.CommandLine;
using Bruno.Cli.Rendering;
using Bruno.Gpu.Chips;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.EarlyExit;
using Bruno.Gpu.Energy;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.JobArrays;
using Bruno.Gpu.Nir;
using Bruno.Gpu.Plots;
using Bruno.Gpu.Recordings;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Training;
using Spectre.Console;

namespace Bruno.Cli.Commands;

/// <summary><c>bruno evaluate</c>: runs a trained network on a split of its data.</summary>
internal static class EvaluateCommand
{
    /// <summary>Options of training that an evaluation has no use for.</summary>
    private static readonly string[] NotEvaluated = ["--data", "--epochs", "--gradient", "--segment", "--tape-every"];

    /// <summary>How outer steps are made in the forward pass.</summary>
    private enum ForwardPass
    {
        Fine,
        Coarse,
    }

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string?> run = new("run") { Description = "The run's folder; left out with --network.", Arity = ArgumentArity.ZeroOrOne };
        Option<string?> network = new("--network")
        {
            Description = "A network of others in place of a run: a NIR file, with --dt and --data; see docs/nir.md.",
            HelpName = "FILE.nir",
        };
        NirOptions nir = new(isStepRequired: false);
        Option<string> checkpoint = new("--checkpoint")
        {
            Description = "best (lowest validation loss) or last.",
            DefaultValueFactory = _ => "best",
        };
        checkpoint.AcceptOnlyFromAmong("best", "last");
        Option<string?> data = new("--data")
        {
            Description = "Other data of the same kind: a file or folder. They are prepared as the training data were, with the statistics of those.",
            HelpName = "FILE|FOLDER",
        };
        Option<string?> split = new("--split") { Description = "train, validation or test (default test); of --data, all where it is left out.", HelpName = "NAME" };
        split.AcceptOnlyFromAmong("train", "validation", "test", "all");
        Option<ForwardPass?> forward = new("--forward")
        {
            Description = "Another forward pass than the run was trained with: fine (devices are integrated) or coarse (one Euler step an outer step, as --gradient coarse trains).",
            HelpName = "fine|coarse",
        };
        Option<string?> outputs = new("--outputs")
        {
            Description = "Writes a table, a row a sample: its class, the predicted one, and what the loss goes by of each output, such as its spikes; where something is asked for at every step, a row a step.",
            HelpName = "FILE.csv",
        };
        Option<bool> noProgress = new("--no-progress") { Description = "No progress on standard error." };
        Option<bool> json = new("--json") { Description = "Prints the result as JSON." };
        RunOptions options = new();
        DeviceOptions devices = new();
        ChipOptions chips = new();
        SlurmOptions slurm = new();
        ExitCommandOptions exits = new();
        PictureChoice pictures = new();

        Command command = new("evaluate", """
            Evaluates a trained network, by default its best checkpoint on the test set; with --chips, on that many virtual chips,
            each with devices of its own, integrated adaptively unless --integrator or --substeps say otherwise.

            Examples:
              bruno evaluate runs/quickstart-20260101-120000
              bruno evaluate RUN --checkpoint last --split validation --device cuda:0
              bruno evaluate RUN --data recordings.csv --json
              bruno evaluate --network network.nir --data recordings.npz --dt 1e-4 --reset zero --precision double --json
              bruno evaluate RUN --early-exit exits --temperature auto
              bruno evaluate RUN --chips 100 --d2d 0.05 --programming 0.02 --stuck 0.001 --after 1h,1d,1y
              bruno evaluate RUN --chips 1000 --d2d 0.05 --output chips --slurm --tasks 20 --time 1:00:00
              bruno evaluate RUN --chips 100 --card rram-neurram --yield-above 0.8 --output chips
            """);
        command.Add(run);
        Option[] own = [network, checkpoint, data, split, outputs, forward, noProgress, json];
        foreach (Option option in own)
            command.Add(option);
        nir.AddTo(command, withReset: true);
        exits.AddTo(command);
        chips.AddTo(command);
        slurm.AddTo(command);
        pictures.AddTo(command);
        devices.AddTo(command);
        options.AddTo(command, NotEvaluated);

        command.SetAction((result, cancellation) =>
        {
            EvaluatedData on = On(result.GetValue(data), result.GetValue(split));
            if (result.GetValue(outputs) is string table)
            {
                OutputPlace.RequireFree(table, chips.Force(result));
                on = on with { Outputs = table };
                if (chips.Of(result) is not null)
                    throw new BrunoException(ExitCode.Usage, "--outputs is about one network: leave it out with --chips.");
            }

            PictureOptions wantedPictures = pictures.Of(result);
            (ExitFiles Files, ExitOptions Options)? early = exits.Of(result, wantedPictures);
            pictures.RequireUse(result, early is not null || chips.Of(result) is not null, "--chips or --early-exit");
            early?.Files.RequireFree(chips.Force(result));
            if (early is not null && (chips.Of(result) is not null || on.Outputs is not null || result.GetValue(network) is not null))
                throw new BrunoException(ExitCode.Usage, "--early-exit is about one trained network: leave it out with --chips, --outputs and --network.");
            bool isShown = !result.GetValue(noProgress), isJson = result.GetValue(json);
            if (result.GetValue(network) is string file)
            {
                if (result.GetValue(run) is not null || result.GetResult(checkpoint) is { Implicit: false } || result.GetValue(forward) is not null || chips.Of(result) is not null)
                    throw new BrunoException(ExitCode.Usage, "--network is run as it is, in place of a run: leave run, --checkpoint, --forward and chips out, or make a run of it with 'bruno import'.");
                return Task.FromResult((int)EvaluateNetwork(file, nir.Of(result), options.Settings(result, devices), on, isShown, isJson, cancellation));
            }

            if (nir.Given(result).FirstOrDefault() is string stray)
                throw new BrunoException(ExitCode.Usage, $"{stray} is about a network of others: give its file with --network, or leave it out.");
            string folder = result.GetValue(run) ?? throw new BrunoException(ExitCode.Usage, "What is to be evaluated? Give the folder of a run, or a NIR file with --network.");
            if (early is var (files, wanted))
            {
                RunConfiguration configuration = Configuration(folder, options.Settings(result, devices), result.GetValue(forward));
                return Task.FromResult((int)StopEarly(folder, configuration, result.GetRequiredValue(checkpoint), on, files, wanted, isShown, isJson, cancellation));
            }

            return Task.FromResult((int)Run(
                result, options, devices, chips, slurm, wantedPictures, result.GetValue(forward), folder, result.GetRequiredValue(checkpoint), on, !isShown, isJson, cancellation));
        });
        return command;
    }

    private static EvaluatedData On(string? data, string? split) => data is null && split == "all"
        ? throw new BrunoException(ExitCode.Usage, "--split all takes all of other data: give them with --data, or name a split of the run's own.")
        : new(split is null or "all" ? (data is null ? Split.Test : null) : Enum.Parse<Split>(split, ignoreCase: true), data);

    private static ExitCode Run(
        ParseResult result, RunOptions options, DeviceOptions devices, ChipOptions chips, SlurmOptions slurm, PictureOptions pictures, ForwardPass? forward, string run, string checkpoint, EvaluatedData on, bool noProgress, bool json,
        CancellationToken cancellation)
    {
        RunConfiguration configuration = Configuration(run, options.Settings(result, devices), forward);
        if (chips.Of(result) is ChipEvaluationOptions wanted)
        {
            wanted = wanted with { UseBest = checkpoint == "best", Data = on, KeepsIntegrator = options.ChoosesIntegrator(result) };
            string? output = chips.Output(result);
            SlurmRequest? request = slurm.Of(result, "chips", wanted.Chips);
            if (request is null && chips.Pieces(result, null) is null)
                return JudgeChips(run, configuration, wanted, output, chips.Force(result), pictures, noProgress, json, cancellation);

            int count = chips.Pieces(result, Math.Min(wanted.Chips, 4 * (request?.Tasks ?? 1)))!.Value;
            if (request is null)
                return JudgePieces(run, configuration, wanted, count, output ?? run, pictures, noProgress, json, cancellation);
            string[] arguments = [.. slurm.Without(result), .. chips.OfTasks(result, count), .. noProgress ? Array.Empty<string>() : ["--no-progress"]];
            return SlurmSubmissionView.Write(slurm.Submit(result, request, output ?? run, arguments), output ?? run, $"squeue; the tables come to {output ?? run} at the end", json);
        }

        if (slurm.Of(result, "evaluate", 1) is not null)
            throw new BrunoException(ExitCode.Usage, "--slurm cuts chips into pieces: give their number with --chips, or leave it out.");

        (SplitMetrics metrics, int epoch) = TrainingProgressView.Show(!noProgress, report => TrainingRun.Evaluate(
            run, configuration, checkpoint == "best", on, report, cancellation, DeviceChoiceView.Policy));
        return EvaluationView.Write(Evaluation.Of(metrics, checkpoint, epoch, on), json);
    }

    private static ExitCode StopEarly(
        string run, RunConfiguration configuration, string checkpoint, EvaluatedData on, ExitFiles files, ExitOptions options, bool isShown, bool json,
        CancellationToken cancellation)
    {
        ExitReport report = TrainingProgressView.Show(isShown, progress => ExitEvaluation.Run(
            run, configuration, checkpoint == "best", on, options, progress, cancellation, DeviceChoiceView.Policy));
        files.Write(report);
        return ExitReportView.Write(report, files, json);
    }

    private static ExitCode EvaluateNetwork(
        string file, NirTiming timing, RunSettings settings, EvaluatedData on, bool isShown, bool json, CancellationToken cancellation)
    {
        if (on.Path is null)
            throw new BrunoException(ExitCode.Usage, "--network has no data of its own: give some with --data FILE or FOLDER.");
        NirNetwork network = NirImport.ToNetwork(NirFile.Read(file), timing, file);
        RunConfiguration configuration = ImportedRun.Configure(network, settings, file);
        SplitMetrics metrics = TrainingProgressView.Show(isShown, report => NirEvaluation.Run(
            network, configuration, on, MessageConsole.WriteLine, report, cancellation, DeviceChoiceView.Policy));
        return EvaluationView.Write(Evaluation.Of(metrics, file, 0, on), json);
    }

    /// <summary>The settings that the run was trained with, and what may differ in an evaluation.</summary>
    private static RunConfiguration Configuration(string run, RunSettings changes, ForwardPass? forward)
    {
        RunConfiguration trained = TrainingRun.ConfigurationOf(run), changed = TrainingRun.ConfigurationOf(run, changes);
        (string Table, string Reason)[] tables =
        [
            ("gradient", "the forward pass is the one that the run was trained with; --forward takes another"),
            ("optimizer", "nothing is trained"),
            ("schedule", "nothing is trained"),
            ("regularisation", "nothing is trained"),
            ("training", "nothing is trained"),
        ];
        SettingDifference[] differences = [.. SettingDifference.Between(trained, changed).Where(difference => difference.Path != "training.batch_size")];
        string[] faults = [.. tables.Where(table => differences.Any(difference => difference.IsWithin(table.Table)))
            .Select(table => $"The settings of [{table.Table}] cannot be changed in an evaluation: {table.Reason}.")];
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
        string run, RunConfiguration configuration, ChipEvaluationOptions wanted, string? output, bool force, PictureOptions pictures, bool noProgress, bool json,
        CancellationToken cancellation)
    {
        using SavedWork saved = new(cancellation);
        // Beside the files of the run, those of an earlier evaluation are replaced.
        string path = output is null ? run : OutputFolder.Choose(output, "chips", force);
        ChipOutcome outcome = WorkProgressView.Show(!noProgress, progress => ChipEvaluation.Run(
            run, configuration, wanted, progress, cancellation, DeviceChoiceView.Policy, Keep));
        ChipFolder folder = Folder();
        folder.Write(outcome);
        Show(outcome, folder, json);
        return outcome.Report.Status == "cancelled" ? ExitCode.Cancelled : ExitCode.Ok;

        ChipFolder Folder() => new(OutputFolder.Make(path, force: true), pictures);

        void Keep(IReadOnlyList<ChipMetrics> rows) => Folder().Keep(rows);
    }

    private static ExitCode JudgePieces(
        string run, RunConfiguration configuration, ChipEvaluationOptions wanted, int count, string output, PictureOptions pictures, bool noProgress, bool json, CancellationToken cancellation)
    {
        ChipPieces pieces = new(output, wanted, count);
        pieces.Claim(ChipEvaluation.Prepare(configuration, wanted, []), run);
        WorkProgressView.Show(!noProgress, progress =>
        {
            pieces.Run(run, configuration, progress, cancellation, DeviceChoiceView.Policy);
            return pieces.Done;
        });
        if (pieces.Join() is not { } outcome)
        {
            Console.Out.WriteLine($"{pieces.Done} of {pieces.Count} pieces are done; other processes are at the rest, and the last puts them together in '{output}'.");
            return ExitCode.Ok;
        }

        ChipFolder folder = new(output, pictures);
        folder.Write(outcome);
        Show(outcome, folder, json);
        return ExitCode.Ok;
    }

    private static void Show(ChipOutcome outcome, ChipFolder folder, bool json)
    {
        if (json)
            Console.Out.Write(JsonFile.ToText(outcome.Report));
        else
            ChipReportView.Write(outcome.Report, folder);
    }
}
