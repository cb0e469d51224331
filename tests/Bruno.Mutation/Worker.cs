using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Xunit.Runner.InProc.SystemConsole;

namespace Bruno.Mutation;

/// <summary>
/// A process that runs tests with one mutant after the other: what is loaded and compiled once stays. It is ended where a mutant takes too much
/// time of the processor, or ends it itself.
/// </summary>
internal sealed class Worker : IDisposable
{
    /// <summary>What a mutant did that no test noticed.</summary>
    public const string Survived = "survived";

    private const string Answer = "mutant:";

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    private readonly Process process;

    /// <summary>Starts a process.</summary>
    /// <param name="folder">Where this program is with the mutants.</param>
    /// <param name="mutant">The mutant that is on from the beginning.</param>
    public Worker(string folder, int mutant = 0)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(folder, "Bruno.Mutation.dll"), "work"])
        {
            WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["BRUNO_MUTANT"] = mutant.ToString(CultureInfo.InvariantCulture);
        process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
    }

    /// <summary>Time of the processor so far.</summary>
    public TimeSpan Used
    {
        get
        {
            process.Refresh();
            return process.HasExited ? TimeSpan.Zero : process.TotalProcessorTime;
        }
    }

    /// <summary>Whether it can go on.</summary>
    public bool IsAlive => !process.HasExited;

    /// <summary>Runs the tests of a scope with a mutant, until one fails: survived, killed by a class, timeout or crash.</summary>
    /// <param name="number">The mutant; 0 for none.</param>
    /// <param name="scope">The number of the scope.</param>
    /// <param name="limit">The most time of the processor.</param>
    public string Try(int number, int scope, TimeSpan limit)
    {
        TimeSpan before = Used;
        Stopwatch watch = Stopwatch.StartNew();
        process.StandardInput.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{number} {scope}"));
        process.StandardInput.Flush();
        Task<string?> line = process.StandardOutput.ReadLineAsync();
        while (true)
        {
            if (!line.Wait(100))
            {
                if (Used - before <= limit && watch.Elapsed < LongestWait)
                    continue;
                process.Kill(entireProcessTree: true);
                process.WaitForExit();
                return "timeout";
            }

            if (line.Result is not string text)
            {
                process.WaitForExit();
                return "crash";
            }

            if (text.StartsWith(Answer, StringComparison.Ordinal))
                return text[Answer.Length..];
            line = process.StandardOutput.ReadLineAsync();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.StandardInput.Close();
            if (!process.WaitForExit(5000))
                process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }

    /// <summary>What the process does.</summary>
    public static async Task Work()
    {
        FieldInfo mutant = Assembly.Load("Bruno.Gpu.Kernels").GetType("Bruno.Mutation.Switch", throwOnError: true)!.GetField("Number")!;
        TextWriter answers = Console.Out;
        Console.SetOut(TextWriter.Null);
        while (await Console.In.ReadLineAsync() is string line)
        {
            int[] asked = Array.ConvertAll(line.Split(' '), text => int.Parse(text, CultureInfo.InvariantCulture));
            mutant.SetValue(null, asked[0]);
            string? killer = null;
            foreach ((string assembly, string name) in Scope.All[asked[1]].Tests.SelectMany(tests => tests.Classes.Select(name => (tests.Assembly, $"{tests.Assembly}.{name}"))))
            {
                using ConsoleRunner runner = new(["-stopOnFail", "-noColor", "-noLogo", "-parallelMode", "none", "-class", name], Assembly.Load(assembly));
                if (await runner.EntryPoint(TextReader.Null, TextWriter.Null) == 0)
                    continue;
                killer = name[(name.LastIndexOf('.') + 1)..];
                break;
            }

            answers.WriteLine(Answer + (killer is null ? Survived : $"killed by {killer}"));
            answers.Flush();
        }
    }
}
