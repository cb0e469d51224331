using System.CommandLine;
using System.Globalization;
using Bruno.Cli.CommandLine;
using Bruno.Cli.Rendering;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Sweeps;
using Bruno.Gpu.Verification;

namespace Bruno.Cli.Commands;

/// <summary>How the trials of a sweep are run, shared by the commands that do so.</summary>
internal sealed class SweepRunOptions
{
    private const string Auto = "auto";

    private readonly Option<string> processes = new("--processes")
    {
        Description = "How many trials are trained at a time, each in a process with its share of the cores: a number, or auto (default), as many as device and memory allow.",
        DefaultValueFactory = _ => Auto,
        HelpName = "N|auto",
    };

    private readonly Option<string?> retry = new("--retry") { Description = "failed: tries trials again that failed; otherwise they stay failed.", HelpName = "failed" };
    private readonly Option<bool> noCheck = new("--no-check") { Description = "Does not verify a compute device that was not seen before." };
    private readonly Option<bool> noProgress = new("--no-progress") { Description = "No progress on standard error." };
    private readonly Option<bool> json = new("--json") { Description = "Prints the outcome as JSON." };
    private readonly Option<bool> worker = new("--worker") { Description = "Trains in this process, tells of it a line an event, and ends with standard input.", Hidden = true };

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="mayWork">Whether it may be a worker of another process.</param>
    public void AddTo(Command command, bool mayWork = false)
    {
        retry.AcceptOnlyFromAmong("failed");
        Option[] all = [processes, retry, noCheck, noProgress, json, .. mayWork ? [worker] : Array.Empty<Option>()];
        foreach (Option option in all)
            command.Add(option);
    }

    /// <summary>The options about trials that the user gave.</summary>
    public IEnumerable<string> Given(ParseResult result) =>
        new Option[] { processes, retry }.Where(option => result.GetResult(option) is { Implicit: false }).Select(option => option.Name);

    /// <summary>Whether progress is shown.</summary>
    public bool IsShown(ParseResult result) => !result.GetValue(noProgress);

    /// <summary>Whether results are JSON.</summary>
    public bool IsJson(ParseResult result) => result.GetValue(json);

    /// <exception cref="BrunoException">A value is wrong.</exception>
    public void Check(ParseResult result) => ProcessesOf(result);

    /// <summary>Trains what is left of a sweep, and shows what came of it.</summary>
    /// <exception cref="BrunoException">A value is wrong, or the folder cannot be written.</exception>
    public ExitCode Run(ParseResult result, SweepFolder folder, string path, CancellationToken cancellation)
    {
        if (result.GetValue(worker))
            return Work(folder, PolicyOf(result), CommandLineOf(result), cancellation);

        return SweepOutcomeView.Write(Train(result, folder, $"bruno sweep run-trials {path}", cancellation), path, IsJson(result));
    }

    /// <summary>Trains what is left of a sweep.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="folder">The sweep.</param>
    /// <param name="again">The command that goes on where this one has to end.</param>
    /// <param name="cancellation">Cancels within trials, which go on later.</param>
    /// <exception cref="BrunoException">A value is wrong, or the folder cannot be written.</exception>
    public SweepOutcome Train(ParseResult result, SweepFolder folder, string again, CancellationToken cancellation)
    {
        Func<string, DevicePolicy?> policy = PolicyOf(result);
        ForgetFailures(result, folder);
        int count = ProcessesOf(result) ?? Choose(folder, policy, IsShown(result));
        string[] arguments = ["sweep", "run-trials", folder.Path, "--worker", .. result.GetValue(noCheck) ? [noCheck.Name] : Array.Empty<string>()];
        try
        {
            return SweepProgressView.Show(IsShown(result), folder, tell => SweepRun.Run(
                folder, count, () => OwnProcess.With(arguments), policy, CommandLineOf(result), tell, cancellation));
        }
        catch (BrunoException exception) when (exception.ExitCode == ExitCode.WriteFailed)
        {
            throw new BrunoException(exception.ExitCode, $"{exception.Message}\nWhat was written before is whole, and the same command goes on: {again}", exception);
        }
    }

    /// <summary>Has trials that failed tried again, where that is asked for.</summary>
    public void ForgetFailures(ParseResult result, SweepFolder folder)
    {
        if (result.GetValue(retry) is not null && SweepRun.ForgetFailures(folder) is > 0 and int failures)
            MessageConsole.WriteLine(failures == 1 ? "1 trial that failed is tried again." : $"{failures} trials that failed are tried again.");
    }

    /// <summary>What tasks of a cluster are told of these options: one trains a trial at a time, if nothing else is said.</summary>
    public IEnumerable<string> OfTasks(ParseResult result) =>
    [
        processes.Name, result.GetResult(processes) is { Implicit: false } ? result.GetValue(processes)! : "1",
        .. result.GetValue(noCheck) ? [noCheck.Name] : Array.Empty<string>(), noProgress.Name,
    ];

    /// <summary>What the user typed.</summary>
    public static IReadOnlyList<string> CommandLineOf(ParseResult result) => ["bruno", .. result.Tokens.Select(token => token.Value)];

    private static ExitCode Work(SweepFolder folder, Func<string, DevicePolicy?> policy, IReadOnlyList<string> commandLine, CancellationToken cancellation)
    {
        using CancellationTokenSource source = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        new Thread(() =>
        {
            using Stream input = Console.OpenStandardInput();
            Span<byte> bytes = stackalloc byte[64];
            while (input.Read(bytes) > 0)
            {
                // Nobody says anything: it ends with the process that listens to this one.
            }

            source.Cancel();
        }) { IsBackground = true, Name = "Bruno parent" }.Start();
        new TrialWorker(folder, policy, commandLine, happened => Console.Out.WriteLine(happened.ToLine())).Run(source.Token);
        return source.IsCancellationRequested ? ExitCode.Cancelled : ExitCode.Ok;
    }

    private static int Choose(SweepFolder folder, Func<string, DevicePolicy?> policy, bool isShown)
    {
        PlannedTrial[] left =
        [
            .. from trial in folder.Trials.Zip(folder.Read())
               where trial.Second.State is not (TrialState.Finished or TrialState.Failed)
               select new PlannedTrial(trial.First.Trial, trial.First.ReadSettings()),
        ];
        if (left.Length == 0)
            return 1;
        ProcessChoice choice = ProcessChoice.Of(left, policy(left[0].Configuration.Device));
        if (isShown)
            MessageConsole.WriteLine($"{choice.Processes} {(choice.Processes == 1 ? "process" : "processes")}: {choice.Reason}.");
        return choice.Processes;
    }

    private Func<string, DevicePolicy?> PolicyOf(ParseResult result)
    {
        bool isUnchecked = result.GetValue(noCheck);
        VerifiedDevices verified = VerifiedDevices.OfUser();
        // A worker's standard output is for events, and which device is taken was said before.
        return name => new DevicePolicy
        {
            Chosen = result.GetValue(worker) ? null : DeviceChoiceView.Policy.Chosen,
            Rejects = isUnchecked ? null : new DeviceGate(name, verified, MessageConsole.WriteLine).Rejects,
        };
    }

    private int? ProcessesOf(ParseResult result)
    {
        string text = result.GetValue(processes)!;
        return text == Auto ? null
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is >= 1 and <= 1024 ? number
            : throw new BrunoException(ExitCode.Usage, $"--processes must be a whole number from 1 to 1024, or auto, not '{text}'.");
    }
}
