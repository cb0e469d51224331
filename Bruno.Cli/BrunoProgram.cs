using System.CommandLine;
using Bruno.Cli.Commands;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Errors;
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
        // A file or a pipe has no width that tables would have to fit.
        if (Console.IsOutputRedirected)
            AnsiConsole.Profile.Width = RedirectedWidth;

        try
        {
            ParseResult result = CreateCommand().Parse(args);
            using Termination termination = new();
            int code = await result.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, termination.Token);
            return result.Errors.Count > 0 ? (int)ExitCode.Usage : code;
        }
        catch (BrunoException exception)
        {
            return Fail(exception, exception.Message, exception.ExitCode);
        }
        catch (OperationCanceledException exception)
        {
            return Fail(exception, "Cancelled.", ExitCode.Cancelled);
        }
        catch (Exception exception) when (DeviceFailure.Describe(exception) is { } failure)
        {
            return Fail(
                exception,
                $"The compute device failed: {failure}. Run 'bruno check' on it (--device NAME), update its driver, or take another (--device cpu).",
                ExitCode.DeviceUnavailable);
        }
        catch (Exception exception)
        {
            return Fail(
                exception,
                $"An error that nobody foresaw: {exception.Message}{Environment.NewLine}"
                    + $"Please report it, with what {DebugVariable}=1 shows beside.",
                ExitCode.Unexpected);
        }
    }

    /// <summary>The whole command line: what can be asked of the program.</summary>
    public static RootCommand CreateCommand()
    {
        RootCommand root = new("""
            Trains spiking neural networks through compact models of physical devices.

            Examples:
              bruno train                      train eight FeLIF neurons to read letters, in seconds
              bruno simulate                   drive one FeLIF neuron and plot what it does
              bruno benchmark memory           memory and time of gradient methods against the horizon
              bruno compare gradients          how good each gradient method is, by layer and horizon
              bruno describe                   layers of a network, and the levels of its weights
              bruno devices                    compute devices of this machine, and device models
              bruno cards                      published figures of devices, with sources
              bruno check golden tests/golden  prove the kernels against the reference on a device
            """);
        Command[] commands =
        [
            TrainCommand.Create(),
            EvaluateCommand.Create(),
            SimulateCommand.Create(),
            BenchmarkCommand.Create(),
            DescribeCommand.Create(),
            ExportCommand.Create(),
            DevicesCommand.Create(),
            CompareCommand.Create(),
            CardsCommand.Create(),
            CheckCommand.Create(),
        ];
        foreach (Command command in commands)
            root.Add(command);
        return root;
    }

    private static int Fail(Exception exception, string message, ExitCode code)
    {
        Console.Error.WriteLine(message);
        if (Environment.GetEnvironmentVariable(DebugVariable) == "1")
            Console.Error.WriteLine(exception);
        return (int)code;
    }
}
