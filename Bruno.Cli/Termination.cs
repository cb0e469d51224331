using System.Diagnostics;
using System.Runtime.InteropServices;
using Bruno.Gpu.Errors;

namespace Bruno.Cli;

/// <summary>
/// What Ctrl-C and SIGTERM do: they cancel, which most work notices within a moment and then saves what it has. Work that does not
/// within a grace period, because it is in the middle of a long launch or of making data, is ended as it is: everything that was written is
/// whole, and a run goes on from its last checkpoint. A second signal ends it at once.
/// </summary>
internal sealed class Termination : IDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1.5);

    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration[] registrations;
    private int signals;

    /// <summary>Listens to signals.</summary>
    public Termination() => registrations =
        [PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal), PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal)];

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => source.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in registrations)
            registration.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref signals) > 1)
            End();
        new Thread(() =>
        {
            Thread.Sleep(Grace);
            End();
        }) { IsBackground = true }.Start();
        _ = Task.Run(source.Cancel);
    }

    private static void End()
    {
        // A driver may wait for its launch when the process exits.
        new Thread(() =>
        {
            Thread.Sleep(Grace / 3);
            Process.GetCurrentProcess().Kill();
        }) { IsBackground = true }.Start();
        try
        {
            Console.Error.WriteLine("Cancelled in the middle of something that cannot be interrupted; what was written before is whole.");
        }
        catch (IOException)
        {
            // Nobody listens, and the exit code says it as well.
        }

        Environment.Exit((int)ExitCode.Cancelled);
    }
}
