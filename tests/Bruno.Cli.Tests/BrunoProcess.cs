using System.Diagnostics;

namespace Bruno.Cli.Tests;

/// <summary>Runs the program as a user does.</summary>
internal static class BrunoProcess
{
    /// <summary>What a finished program left.</summary>
    public sealed record Outcome(int ExitCode, string Output, string Errors);

    /// <summary>Runs to the end, in a process that ran other command lines before and will run others.</summary>
    public static Outcome Run(params string[] arguments) => CommandServer.Run(Environment.CurrentDirectory, arguments);

    /// <summary>Runs to the end in a process of its own.</summary>
    public static Outcome RunAlone(params string[] arguments)
    {
        using Process process = Start(arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(3)), "The program did not end.");
        return new(process.ExitCode, output.Result, errors.Result);
    }

    /// <summary>Starts and kills as soon as a condition holds.</summary>
    public static void RunUntil(Func<bool> condition, params string[] arguments)
    {
        using Process process = Start(arguments);
        _ = process.StandardOutput.ReadToEndAsync();
        _ = process.StandardError.ReadToEndAsync();
        Stopwatch watch = Stopwatch.StartNew();
        while (!condition() && !process.HasExited && watch.Elapsed < TimeSpan.FromMinutes(3))
            Thread.Sleep(20);
        Assert.False(process.HasExited, "The program ended before it could be killed.");
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
    }

    /// <summary>Starts, and sends SIGTERM a while after a condition holds; the exit code, and the seconds from the signal to the end.</summary>
    public static (int ExitCode, double Seconds) RunAndTerminate(Func<bool> condition, TimeSpan after, string[] arguments) =>
        RunAndSignal("TERM", condition, after, arguments);

    /// <summary>Runs to the end, and does something over and over on the way until that says that it is done.</summary>
    public static Outcome RunWhile(Func<bool> isDone, params string[] arguments)
    {
        using Process process = Start(arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        Stopwatch watch = Stopwatch.StartNew();
        while (!process.HasExited && !isDone() && watch.Elapsed < TimeSpan.FromMinutes(3))
            Thread.Sleep(10);
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(3)), "The program did not end.");
        return new(process.ExitCode, output.Result, errors.Result);
    }

    /// <summary>Runs where no file may grow beyond a size, kB: to a program that is a full disk.</summary>
    public static Outcome RunWithFilesUpTo(int kilobytes, params string[] arguments)
    {
        ProcessStartInfo start = new("bash") { RedirectStandardOutput = true, RedirectStandardError = true };
        // The signal would end the program; without it a write fails. The runtime maps its code from a file that grows, unless told not to.
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"trap '' XFSZ; ulimit -f {kilobytes}; exec dotnet \"$@\"");
        start.ArgumentList.Add("bash");
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "bruno.dll"));
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        (start.Environment["DOTNET_EnableWriteXorExecute"], start.Environment["DOTNET_EnableDiagnostics"]) = ("0", "0");
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(3)), "The program did not end.");
        return new(process.ExitCode, output.Result, errors.Result);
    }

    /// <summary>The same with a signal of another name.</summary>
    public static (int ExitCode, double Seconds) RunAndSignal(string signal, Func<bool> condition, TimeSpan after, string[] arguments)
    {
        SkipWhereIgnored(signal);
        using Process process = Start(arguments);
        _ = process.StandardOutput.ReadToEndAsync();
        _ = process.StandardError.ReadToEndAsync();
        Stopwatch waiting = Stopwatch.StartNew();
        while (!condition() && !process.HasExited && waiting.Elapsed < TimeSpan.FromMinutes(2))
            Thread.Sleep(20);
        Assert.False(process.WaitForExit(after), "The program ended before it could be signalled.");
        Stopwatch watch = Stopwatch.StartNew();
        Signal(process, signal);
        bool ended = process.WaitForExit(TimeSpan.FromMinutes(1));
        if (!ended)
            process.Kill(entireProcessTree: true);
        Assert.True(ended, "The program did not end.");
        return (process.ExitCode, watch.Elapsed.TotalSeconds);
    }

    /// <summary>
    /// Starts, and signals a second time right after the first: ended by the second, the program has 130, says nothing of its insides, and takes no
    /// longer than a second. A busy machine may be late with any of it, so that one of three tries suffices.
    /// </summary>
    /// <param name="start">Starts the program, and returns when it is at work.</param>
    public static async Task SignalTwice(Func<Task<Process>> start)
    {
        double[] seconds = [double.NaN, double.NaN, double.NaN];
        for (int attempt = 0; attempt < seconds.Length; ++attempt)
        {
            using Process process = await start();
            Task<string> errors = process.StandardError.ReadToEndAsync();
            Signal(process, "TERM");
            Thread.Sleep(100);
            Stopwatch watch = Stopwatch.StartNew();
            Signal(process, "TERM");
            Assert.True(process.WaitForExit(TimeSpan.FromMinutes(1)));
            seconds[attempt] = watch.Elapsed.TotalSeconds;
            Assert.Equal(130, process.ExitCode);
            Assert.DoesNotContain("   at ", await errors);
            if (seconds[attempt] < 1)
                return;
        }

        Assert.Fail($"The second signal ended the program after {string.Join(", ", seconds)} s.");
    }

    /// <summary>Skips the test that calls it where programs that are started here do not hear a signal.</summary>
    public static void SkipWhereIgnored(string signal)
    {
        int number = signal switch { "HUP" => 1, "INT" => 2, _ => 0 };
        string? mask = File.Exists("/proc/self/status") ? File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)) : null;
        bool isIgnored = number > 0 && mask is not null && (Convert.ToUInt64(mask[7..].Trim(), 16) >> (number - 1) & 1) == 1;
        Assert.SkipWhen(isIgnored, $"SIG{signal} is ignored here, as by nohup or in the background of a script.");
    }

    /// <summary>Sends a signal.</summary>
    public static void Signal(Process process, string signal)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Starts the program.</summary>
    public static Process Start(params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "bruno.dll"));
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }
}
