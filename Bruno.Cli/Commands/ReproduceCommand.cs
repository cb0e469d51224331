using System.CommandLine;
using Bruno.Cli.Rendering;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Errors;
using Bruno.Gpu.JobArrays;
using Bruno.Gpu.Reproductions;
using Bruno.Gpu.RunReports.Tables;
using Bruno.Gpu.Sweeps;

namespace Bruno.Cli.Commands;

/// <summary><c>bruno reproduce</c>: experiments that come with the program, beside published figures.</summary>
internal sealed class ReproduceCommand
{
    private readonly Argument<string?> name = new("name")
    {
        Description = $"The experiment: {string.Join(", ", ReproductionCatalogue.Names)}; all are listed where it is left out.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> quick = new("--quick") { Description = "A small version of minutes, which shows that everything runs; the report says what it makes smaller." };

    private readonly Option<string[]> set = new("--set")
    {
        Description = "A setting over those of the experiment, or several values of it, separated by commas. May be given again.",
        HelpName = "KEY=VALUES",
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<string?> seeds = new("--seeds") { Description = "The seeds, such as 0..49, in place of those of the experiment.", HelpName = "LIST" };
    private readonly Option<string?> device = new("--device") { Description = "The compute device: auto, cpu, cuda:N or opencl:N.", HelpName = "NAME" };
    private readonly Option<string?> output = new("--output")
    {
        Description = "The folder (default runs/reproduce-NAME-TIME). The same command on the same folder goes on where it was.",
        HelpName = "DIR",
    };

    private readonly Option<bool> dryRun = new("--dry-run") { Description = "Trains and writes nothing; lists the trainings with the device memory and the time that each would take." };
    private readonly SweepRunOptions running = new();
    private readonly SlurmOptions slurm = new();

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        ReproduceCommand self = new();
        Command command = new("reproduce", """
            Runs an experiment that comes with the program and puts its figures beside published ones, with what differs in data or
            protocol: a report (report.html) and tables as CSV, Markdown and LaTeX. Kill it at any time and give the same command
            with the same --output again: it goes on where it was.

            Examples:
              bruno reproduce                                   what there is, what it compares, how long it takes
              bruno reproduce bits --quick --output runs/bits
              bruno reproduce bits --set data.name=braille --set data.folder=DATASETS --seeds 0..49 --output runs/bits
              bruno reproduce bits --output runs/bits --slurm --tasks 40 --time 8:00:00
              bruno reproduce memory
            """);
        command.Add(self.name);
        Option[] own = [self.quick, self.set, self.seeds, self.device, self.output, self.dryRun];
        foreach (Option option in own)
            command.Add(option);
        self.running.AddTo(command);
        self.slurm.AddTo(command);
        command.SetAction((result, cancellation) => Task.FromResult((int)self.Run(result, cancellation)));
        return command;
    }

    private ExitCode Run(ParseResult result, CancellationToken cancellation)
    {
        bool isQuick = result.GetValue(quick);
        if (result.GetValue(name) is not string wanted)
            return ReproductionView.WriteList(running.IsJson(result));
        Reproduction reproduction = Changed(result, ReproductionCatalogue.Find(wanted, isQuick));
        string path = result.GetValue(output) ?? OutputFolder.Usual($"reproduce-{wanted}");
        ReproductionFolder folder = ReproductionFolder.Require(path, wanted, isQuick, reproduction);
        running.Check(result);
        if (reproduction.Sweep is null)
        {
            reproduction.Memory!.Configuration();
            string[] strays =
            [
                .. running.Given(result), .. slurm.Of(result, wanted, 1) is not null ? ["--slurm"] : Array.Empty<string>(), .. result.GetValue(dryRun) ? [dryRun.Name] : Array.Empty<string>(),
                .. result.GetValue(seeds) is not null ? [seeds.Name] : Array.Empty<string>(),
            ];
            if (strays.Length > 0)
                throw new BrunoException(ExitCode.Usage, $"'{wanted}' trains nothing: leave {string.Join(" and ", strays)} out.");
            folder.Claim(wanted, isQuick, reproduction);
            return Finish(result, reproduction, folder, null, isQuick, path, cancellation);
        }

        using MadeUpData? data = MadeUpData.For(ref reproduction, folder);
        SweepPlan plan = SweepPlan.Of(reproduction.Sweep!);
        SlurmRequest? request = slurm.Of(result, $"reproduce-{wanted}", plan.Trials.Count);
        string[] taskArguments = ["sweep", "run-trials", folder.Sweep, .. running.OfTasks(result)];
        if (result.GetValue(dryRun))
        {
            if (request is not null)
            {
                Console.Out.Write(slurm.ScriptOf(result, request, folder.Sweep, taskArguments));
                return ExitCode.Ok;
            }

            IReadOnlyList<TrialEstimate> estimates = WorkProgressView.Show(
                running.IsShown(result), report => SweepEstimation.Of(plan, withTime: true, DeviceChoiceView.Policy, report, cancellation));
            return SweepPlanView.Write(plan, estimates, running.IsJson(result));
        }

        SweepFolder.RequireFor(folder.Sweep, plan);
        folder.Claim(wanted, isQuick, reproduction);
        data?.Keep();
        SweepFolder sweep = SweepFolder.Write(folder.Sweep, plan, MessageConsole.WriteLine);
        if (request is not null)
        {
            running.ForgetFailures(result, sweep);
            return SlurmSubmissionView.Write(
                slurm.Submit(result, request, folder.Sweep, taskArguments), folder.Sweep, $"bruno sweep status {folder.Sweep}; when all is trained, the same command without --slurm writes the report", running.IsJson(result));
        }

        SweepOutcome outcome = running.Train(result, sweep, Again(wanted, isQuick, path), cancellation);
        if (outcome.WasCancelled)
            throw new OperationCanceledException(cancellation);
        return Finish(result, reproduction, folder, sweep, isQuick, path, cancellation);
    }

    /// <summary>Measures what is not trained, and writes the report.</summary>
    private ExitCode Finish(
        ParseResult result, Reproduction reproduction, ReproductionFolder folder, SweepFolder? sweep, bool isQuick, string path, CancellationToken cancellation)
    {
        bool isShown = running.IsShown(result);
        IReadOnlyList<MeasuredResult> measured = WorkProgressView.Show(isShown, report => ReproductionMeasurement.Of(
            reproduction, folder, sweep, SweepRunOptions.CommandLineOf(result), report, cancellation, DeviceChoiceView.Policy));
        IReadOnlyList<ReportTable> tables = ComparedTables.Of(reproduction.Published, measured);
        WorkProgressView.Show(isShown, report =>
        {
            ReproductionReport.Write(reproduction, isQuick, tables, folder, sweep is not null, report, cancellation, DeviceChoiceView.Policy);
            return true;
        });
        ReproductionView.Write(reproduction, isQuick, measured, tables, path, running.IsJson(result));
        TrialStatus[] failed = [.. (sweep?.Read() ?? []).Where(trial => trial.State == TrialState.Failed)];
        foreach (TrialStatus trial in failed)
            MessageConsole.WriteLine($"failed: {trial.Trial.Name}: {trial.Message}");
        return failed.Length > 0 ? failed[0].Failure!.ExitCode : ExitCode.Ok;
    }

    private Reproduction Changed(ParseResult result, Reproduction reproduction)
    {
        foreach (string assignment in result.GetValue(set) ?? [])
        {
            (string key, string values) = SweepOptions.Assignment("--set", assignment);
            reproduction = reproduction.With(SweepOptions.ValuesOf($"--set {assignment}", key, values));
        }

        if (result.GetValue(device) is string chosen)
            reproduction = reproduction.With([UnboundSetting.Typed("device", chosen, device.Name)]);
        if (result.GetValue(seeds) is string list && reproduction.Sweep is { } sweep)
            reproduction = reproduction with { Sweep = sweep with { Seeds = list } };

        return ConfigurationBinder.Require(reproduction, "command line");
    }

    private static string Again(string name, bool isQuick, string path) => $"bruno reproduce {name}{(isQuick ? " --quick" : "")} --output {path}";
}
