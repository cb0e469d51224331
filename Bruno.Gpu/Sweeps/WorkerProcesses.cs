using System.Diagnostics;
using System.Globalization;
using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Sweeps;

/// <summary>
/// Several processes that train trials of a sweep, each with its share of the cores. One that dies is replaced, and its trial goes on from
/// its last checkpoint; a trial that kills several has failed. They end when this process does, whatever ends it.
/// </summary>
internal sealed class WorkerProcesses(SweepFolder folder, Func<ProcessStartInfo> worker, Action<TrialEvent> tell)
{
    /// <summary>Deaths of processes at one trial, or before any, that are put up with.</summary>
    private const int MostDeaths = 3;

    private const int KeptErrors = 2000;

    /// <summary>How long processes may take to save their states: less than this one has after a signal.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1.2);

    private readonly Lock gate = new();
    private readonly List<Process> processes = [];
    private readonly Dictionary<string, int> deaths = [];
    private BrunoException? fault;
    private bool isOver;

    /// <summary>Trains until no trial is left, or until cancelled.</summary>
    /// <param name="count">How many processes there are.</param>
    /// <param name="cancellation">Has each save the state of its trial.</param>
    /// <exception cref="BrunoException">The folder cannot be written, or processes end as soon as they begin.</exception>
    public void Run(int count, CancellationToken cancellation)
    {
        using CancellationTokenRegistration registration = cancellation.Register(End);
        Thread[] keepers = [.. Enumerable.Range(0, count).Select(_ => new Thread(() => Keep(Math.Max(1, Environment.ProcessorCount / count))) { IsBackground = true, Name = "Bruno worker" })];
        foreach (Thread keeper in keepers)
            keeper.Start();
        foreach (Thread keeper in keepers)
            keeper.Join();
        if (fault is not null && !cancellation.IsCancellationRequested)
            throw fault;
    }

    /// <summary>Has processes run one after the other until one ends because nothing is left.</summary>
    private void Keep(int cores)
    {
        while (Start(cores) is { } process)
        {
            using (process)
            {
                string? trial = null;
                Queue<string> errors = [];
                process.ErrorDataReceived += (_, line) => Remember(errors, line.Data);
                process.BeginErrorReadLine();
                while (process.StandardOutput.ReadLine() is string line)
                {
                    if (TrialEvent.FromLine(line) is not { } happened)
                        continue;
                    trial = happened.Kind is TrialEventKind.Started or TrialEventKind.Progress or TrialEventKind.Note ? happened.Trial : null;
                    lock (gate)
                        tell(happened);
                }

                process.WaitForExit();
                lock (gate)
                {
                    processes.Remove(process);
                    if (isOver || process.ExitCode is (int)ExitCode.Ok or (int)ExitCode.Cancelled)
                        return;
                    Judge(process.ExitCode, trial, string.Join('\n', errors));
                }
            }
        }
    }

    private Process? Start(int cores)
    {
        ProcessStartInfo start = worker();
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        // All that asks for the number of cores, the compute device and the runtime, asks this.
        start.Environment["DOTNET_PROCESSOR_COUNT"] = cores.ToString(CultureInfo.InvariantCulture);
        lock (gate)
        {
            if (isOver)
                return null;
            Process process = Process.Start(start)!;
            processes.Add(process);
            return process;
        }
    }

    /// <summary>What becomes of a process that ended although there was work.</summary>
    private void Judge(int exitCode, string? trial, string errors)
    {
        if (exitCode == (int)ExitCode.WriteFailed)
        {
            Stop(new(ExitCode.WriteFailed, errors));
            return;
        }

        string died = $"The process {(trial is null ? "" : "of the trial ")}ended with {Ending(exitCode)}{(errors.Length > 0 ? $": {errors}" : "")}";
        int count = deaths[trial ?? ""] = deaths.GetValueOrDefault(trial ?? "") + 1;
        if (trial is null)
        {
            tell(new("a process between trials", TrialEventKind.Note) { Message = died });
            if (count >= MostDeaths)
                Stop(new(ExitCode.Unexpected, died));
            return;
        }

        tell(new(trial, TrialEventKind.Note) { Message = $"{died}. {(count < MostDeaths ? "The trial goes on from its last checkpoint." : $"It was the {MostDeaths}rd time.")}" });
        if (count < MostDeaths || folder.Trials.FirstOrDefault(known => known.Trial.Name == trial) is not { } known || known.TryClaim() is not { } claim)
            return;
        using (claim)
            known.Fail(new(ExitCode.OutOfMemory, $"{died}, {MostDeaths} times. Where the system kills processes, the host has too little memory: run fewer at once (--processes)."));
        tell(new(trial, TrialEventKind.Failed) { Message = died });
    }

    private void Stop(BrunoException because)
    {
        fault ??= because;
        _ = Task.Run(End);
    }

    /// <summary>Has all processes save and end; those that do not in time are ended as they are, which loses what a kill does.</summary>
    private void End()
    {
        Process[] open;
        lock (gate)
        {
            isOver = true;
            open = [.. processes];
        }

        // A worker ends when its standard input does.
        foreach (Process process in open)
            Try(() => process.StandardInput.Close());
        Stopwatch watch = Stopwatch.StartNew();
        foreach (Process process in open)
        {
            Try(() =>
            {
                TimeSpan left = Grace - watch.Elapsed;
                if (!process.WaitForExit(left > TimeSpan.Zero ? left : TimeSpan.Zero))
                    process.Kill();
            });
        }
    }

    private static string Ending(int exitCode) => exitCode > 128
        ? string.Create(CultureInfo.InvariantCulture, $"signal {exitCode - 128}")
        : string.Create(CultureInfo.InvariantCulture, $"exit code {exitCode}");

    private static void Remember(Queue<string> errors, string? line)
    {
        if (line is null)
            return;
        errors.Enqueue(line);
        while (errors.Sum(kept => kept.Length) > KeptErrors)
            errors.Dequeue();
    }

    private static void Try(Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (exception is InvalidOperationException or IOException or System.ComponentModel.Win32Exception)
        {
            // It has ended already.
        }
    }
}
