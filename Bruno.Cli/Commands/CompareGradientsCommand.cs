using System.CommandLine;
using Bruno.Cli.Rendering;
using Bruno.Gpu.Comparison;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Training;

namespace Bruno.Cli.Commands;

/// <summary><c>bruno compare gradients</c>: how good each method's gradient is, by layer and horizon.</summary>
internal static class CompareGradientsCommand
{
    private static readonly GradientComparisonOptions Usual = new();

    /// <summary>What the methods are judged in unless the user says otherwise: rounding is not their fault.</summary>
    private static readonly ConfigurationSource InDouble = ConfigurationSource.FromText("default of compare", "precision = \"double\"");

    private static readonly Argument<string?> Preset = new("preset")
    {
        Description = $"The network and its data: {string.Join(", ", PresetCatalogue.Names)} (default {PresetCatalogue.Default}).",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string?> RunFolderOption = new("--run")
    {
        Description = "A trained run instead: its settings, and the parameters of a checkpoint.",
        HelpName = "DIR",
    };

    private static readonly Option<string?> CheckpointOption = new("--checkpoint")
    {
        Description = "For --run: best (default, lowest validation loss) or last.",
    };

    private static readonly Option<string> Methods = new("--methods")
    {
        Description = $"Gradient methods, separated by commas: {string.Join(", ", ComparedMethods.Names)}.",
        DefaultValueFactory = _ => string.Join(',', Usual.Methods.Select(ComparedMethods.NameOf)),
        HelpName = "LIST",
    };

    private static readonly Option<string> Horizons = new("--horizons")
    {
        Description = "Outer steps that samples are cut to, separated by commas.",
        DefaultValueFactory = _ => string.Join(',', Usual.Horizons),
        HelpName = "LIST",
    };

    private static readonly Option<int> Samples = new("--samples")
    {
        Description = "Samples of the batch, the first ones of the training set.",
        DefaultValueFactory = _ => Usual.Samples,
        HelpName = "N",
    };

    private static readonly Option<int> ReferenceSubsteps = new("--reference-substeps")
    {
        Description = "Micro-steps an outer step of the reference.",
        DefaultValueFactory = _ => Usual.ReferenceSubsteps,
        HelpName = "N",
    };

    private static readonly Option<string?> Output = new("--output")
    {
        Description = "The folder for gradients.csv, gradients.md and the picture (default runs/gradients-TIME).",
        HelpName = "DIR",
    };

    private static readonly Option<bool> Force = new("--force") { Description = "Writes into a folder that is not empty." };
    private static readonly Option<bool> Json = new("--json") { Description = "Prints the result as JSON." };
    private static readonly Option<bool> NoProgress = new("--no-progress") { Description = "No progress on standard error." };

    private static readonly PictureChoice Pictures = new();

    /// <summary>Options of a run that mean nothing here, and why.</summary>
    private static readonly (string Option, string Reason)[] Meaningless =
    [
        ("--gradient", "--methods names the methods to compare"),
        ("--epochs", "nothing is trained"),
    ];

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        CheckpointOption.AcceptOnlyFromAmong("best", "last");
        RunOptions options = new();
        Command command = new("gradients", """
            Compares gradient methods with the converged gradient (the exact method in double with 2000 micro-steps an outer
            step): cosine and ratio of norms, by parameter array and horizon, on one batch. The methods run with the micro-steps
            of the network (--substeps), in double unless --precision float is given, each with a forward pass of its own.

            Examples:
              bruno compare gradients
              bruno compare gradients quickstart --methods bruno,exact --horizons 10,25,50,100 --samples 16
              bruno compare gradients jsb-felif --set data.folder=DATA --samples 1 --substeps 100
              bruno compare gradients --run runs/quickstart-20260101-120000 --checkpoint last
            """);
        command.Add(Preset);
        Option[] own = [RunFolderOption, CheckpointOption, Methods, Horizons, Samples, ReferenceSubsteps, Output, Force, Json, NoProgress];
        foreach (Option option in own)
            command.Add(option);
        Pictures.AddTo(command);
        options.AddTo(command);
        foreach (Option option in command.Options.Where(option => Meaningless.Any(entry => entry.Option == option.Name)))
            option.Hidden = true;
        command.SetAction((result, cancellation) => Task.FromResult((int)Run(result, options, cancellation)));
        return command;
    }

    private static ExitCode Run(ParseResult result, RunOptions options, CancellationToken cancellation)
    {
        GradientComparisonOptions comparison = new()
        {
            Methods = [.. CommaList.Names(Methods.Name, result.GetRequiredValue(Methods)).Select(ComparedMethods.Find)],
            Horizons = CommaList.Integers(Horizons.Name, result.GetRequiredValue(Horizons)),
            Samples = result.GetValue(Samples),
            ReferenceSubsteps = result.GetValue(ReferenceSubsteps),
            Force = result.GetValue(Force),
            Pictures = Pictures.Of(result),
        };
        (RunConfiguration configuration, string? checkpoint) = Subject(result, options);
        string output = result.GetValue(Output) ?? OutputFolder.Usual("gradients");
        IReadOnlyList<string> commandLine = ["bruno", .. result.Tokens.Select(token => token.Value)];
        using SavedWork saved = new(cancellation);
        GradientComparisonResult compared = ComparisonProgressView.Show(!result.GetValue(NoProgress), report => GradientComparison.Run(
            configuration, comparison, checkpoint, output, commandLine, report, cancellation, DeviceChoiceView.Policy));

        if (result.GetValue(Json))
            Console.Out.Write(JsonFile.ToText(compared));
        else
            GradientComparisonView.Write(compared, output);
        int[] lost = [.. compared.Rows.Where(row => !double.IsFinite(row.ReferenceNorm)).Select(row => row.HorizonSteps).Distinct()];
        if (lost.Length > 0)
            throw new BrunoException(ExitCode.Diverged, $"The converged gradient is not finite at horizon {string.Join(", ", lost)}: there is nothing to compare with. The rows were written to {output}.");
        return compared.Status == "cancelled" ? ExitCode.Cancelled : ExitCode.Ok;
    }

    /// <summary>The configuration, and the checkpoint of a run.</summary>
    private static (RunConfiguration Configuration, string? Checkpoint) Subject(ParseResult result, RunOptions options)
    {
        string? preset = result.GetValue(Preset), run = result.GetValue(RunFolderOption), checkpoint = result.GetValue(CheckpointOption);
        if (run is not null && preset is not null)
            throw new BrunoException(ExitCode.Usage, "--run brings the settings of that run: leave the preset out.");
        if (run is null && checkpoint is not null)
            throw new BrunoException(ExitCode.Usage, "--checkpoint chooses among those of a run: give its folder with --run.");
        foreach ((string option, string reason) in Meaningless)
        {
            if (result.GetResult(option) is not null)
                throw new BrunoException(ExitCode.Usage, $"{option} is for training runs: here {reason}.");
        }

        RunSettings settings = options.Settings(result).Over(InDouble);
        if (run is null)
            return (settings.OverPreset(preset ?? PresetCatalogue.Default).Bind(), null);

        RunFolder folder = RunFolder.Open(run);
        return (TrainingRun.ConfigurationOf(run, settings), checkpoint == "last" ? folder.LastCheckpoint : folder.BestCheckpoint);
    }
}
