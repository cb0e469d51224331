using System.CommandLine;
using System.CommandLine.Invocation;
using Bruno.Cli.CommandLine;
using Bruno.Cli.Commands;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Units;
using Spectre.Console;

namespace Bruno.Cli;

/// <summary>The program: its commands, and what becomes of errors.</summary>
public static class BrunoProgram
{
    private const int RedirectedWidth = 200;
    private const string DebugVariable = "BRUNO_DEBUG";

    /// <summary>Runs a command line and returns the exit code.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        Console.SetOut(new ResultWriter(Console.Out));
        Console.SetError(new ProgressWriter(Console.Error));
        try
        {
            RootCommand root = CreateCommand();
            if (Suggestions.AreAskedFor(args))
                Suggestions.AddTo(root);
            ParseResult result = root.Parse(args.Length > 0 ? args : ["--help"]);
            bool asksForHelp = result.Action is not null and not ParseErrorAction && result.CommandResult.Command.Action != result.Action;
            if (!asksForHelp && CommandLineFaults.Of(result) is { Count: > 0 } faults)
                return Refuse(result, faults);
            // A file or a pipe has no width that tables would have to fit. Help and faults have no tables, and need not wait for what draws them.
            if (!asksForHelp && Console.IsOutputRedirected)
                AnsiConsole.Profile.Width = RedirectedWidth;
            DeviceLibraryOption.Load(result);
            using Termination termination = new();
            return await result.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, termination.Token);
        }
        catch (BrunoException exception)
        {
            return Fail(exception, exception.Message, exception.ExitCode);
        }
        catch (OperationCanceledException exception)
        {
            return Fail(exception, "Cancelled.", ExitCode.Cancelled);
        }
        catch (Exception exception) when (exception is OutOfMemoryException)
        {
            return Fail(
                exception,
                $"Not enough memory of this machine ({ByteSize.Format(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes)} in all): {exception.Message.TrimEnd('.')}. Make the data smaller, "
                    + "the batch (--set training.batch_size=N) or the network, or take a machine with more. What was there before is whole.",
                ExitCode.OutOfMemory);
        }
        catch (Exception exception) when (DeviceFailure.Describe(exception) is { } failure)
        {
            return Fail(
                exception,
                $"The compute device failed: {failure}. Run 'bruno check' on it (--device NAME), update its driver, or take another (--device cpu).",
                ExitCode.DeviceUnavailable);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Fail(exception, $"A file cannot be written or read: {exception.Message}", ExitCode.WriteFailed);
        }
        catch (Exception exception)
        {
            return Fail(
                exception,
                $"An error that the program did not expect: {exception.Message}{Environment.NewLine}"
                    + $"Please report it, with what the command shows when {DebugVariable}=1 is set.",
                ExitCode.Unexpected);
        }
    }

    /// <summary>The whole command line: what can be asked of the program.</summary>
    public static RootCommand CreateCommand()
    {
        RootCommand root = new("""
            Trains spiking neural networks through compact models of physical devices.

            Examples:
              bruno train                      train eight FeLIF neurons to read letters, in a minute
              bruno sweep --seeds 0..4         the same from five seeds, with mean and deviation
              bruno watch RUN                  curves in the terminal while it trains
              bruno simulate                   drive one FeLIF neuron and plot what it does
              bruno fit felif loop.csv --parameters area     parameters of a device from measured traces
              bruno benchmark memory           memory and time of gradient methods against the horizon
              bruno compare gradients          how good each gradient method is, by layer and horizon
              bruno report RUN --output report.html    curves, tables and pictures of runs and sweeps on one page
              bruno reproduce                  experiments beside published figures
              bruno describe                   layers of a network, and the levels of its weights
              bruno devices                    compute devices of this machine, and device models
              bruno data list                  data sets by name, and your own files
              bruno config                     every setting, with default, unit, range and meaning
              bruno cards                      published figures of devices, with sources
              bruno completion bash            commands, options and presets at a key, in your shell
              bruno check golden tests/golden  prove the kernels against the reference on a device
            """);
        Command[] commands =
        [
            TrainCommand.Create(),
            EvaluateCommand.Create(),
            SimulateCommand.Create(),
            FitCommand.Create(),
            SweepCommand.Create(),
            WatchCommand.Create(),
            BenchmarkCommand.Create(),
            ReportCommand.Create(),
            ReproduceCommand.Create(),
            DescribeCommand.Create(),
            ExportCommand.Create(),
            ImportCommand.Create(),
            DevicesCommand.Create(),
            CompareCommand.Create(),
            CardsCommand.Create(),
            CheckCommand.Create(),
            DataCommand.Create(),
            ConfigCommand.Create(),
            CompletionCommand.Create(),
        ];
        foreach (Command command in commands)
            root.Add(command);
        return root;
    }

    private static int Refuse(ParseResult result, IReadOnlyList<string> faults)
    {
        foreach (string fault in faults)
            Console.Error.WriteLine(fault);
        Console.Error.WriteLine($"See '{CommandLineFaults.NameOf(result)} --help'.");
        return (int)ExitCode.Usage;
    }

    private static int Fail(Exception exception, string message, ExitCode code)
    {
        Console.Error.WriteLine(message);
        if (Environment.GetEnvironmentVariable(DebugVariable) == "1")
            Console.Error.WriteLine(exception);
        return (int)code;
    }
}
