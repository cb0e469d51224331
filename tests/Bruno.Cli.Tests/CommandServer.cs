using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Bruno.Cli.Server;

namespace Bruno.Cli.Tests;

/// <summary>A process that runs command lines one after another: the first of them pays for the start, and for compiling what all need.</summary>
internal sealed class CommandServer : IDisposable
{
    private const int MostCommands = 150;

    private static readonly ConcurrentBag<CommandServer> Idle = [];
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Bruno.Cli.Server.dll")])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    private readonly Task<string> lastWords;
    private int commands;

    private CommandServer() => lastWords = process.StandardError.ReadToEndAsync();

    /// <summary>Runs a command line.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="arguments">Its words after the program's name.</param>
    public static BrunoProcess.Outcome Run(string folder, IEnumerable<string> arguments)
    {
        if (!Idle.TryTake(out CommandServer? server))
            server = new();
        BrunoProcess.Outcome outcome = server.Ask(new(folder, [.. arguments], Variables()));
        if (++server.commands < MostCommands && !server.process.HasExited)
            Idle.Add(server);
        else
            server.Dispose();
        return outcome;
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        process.Dispose();
    }

    /// <summary>Those of the tests now, which are not always those that a server began with.</summary>
    private static Dictionary<string, string> Variables() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(variable => (string)variable.Key, variable => (string)variable.Value!);

    private BrunoProcess.Outcome Ask(CommandRequest request)
    {
        process.StandardInput.WriteLine(JsonSerializer.Serialize(request));
        process.StandardInput.Flush();
        Task<string?> reply = process.StandardOutput.ReadLineAsync();
        if (!reply.Wait(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"'bruno {string.Join(' ', request.Arguments)}' did not end within {Patience.TotalMinutes} minutes.");
        }

        if (reply.Result is { } line)
        {
            CommandReply answer = JsonSerializer.Deserialize<CommandReply>(line)!;
            return new(answer.ExitCode, answer.Output, answer.Errors);
        }

        // It took the process with it.
        process.WaitForExit();
        return new(process.ExitCode, "", lastWords.Result);
    }
}
