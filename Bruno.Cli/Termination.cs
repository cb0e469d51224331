using System.Runtime.InteropServices;
using Bruno.Gpu.Errors;

namespace Bruno.Cli;

/// <summary>
/// What Ctrl-C, SIGTERM and SIGHUP do: they cancel. Who has something to save holds the cancellation up until that is done (see
/// <see cref="Gpu.Training.SavedWork"/>); launches end after a second; and what has not ended a while later, because it makes data or compiles,
/// is ended as it is: everything that was written is whole. A second signal ends the program at once.
/// </summary>
internal sealed class Termination : IDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1.5);

    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration[] registrations;
    private int signals;

    /// <summary>Listens to signals.</summary>
    public Termination() => registrations =
        [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(signal => PosixSignalRegistration.Create(signal, OnSignal))];

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
            ImmediateExit.With(ExitCode.Cancelled);
        new Thread(End) { IsBackground = true, Name = "Bruno termination" }.Start();
    }

    private void End()
    {
        try
        {
            // Returns when all is saved.
            source.Cancel();
        }
        catch (AggregateException)
        {
            // Whoever was told failed at it; the program ends all the same.
        }

        Thread.Sleep(Grace);
        // Nobody may be reading.
        Task.Run(() => Console.Error.WriteLine("Cancelled in the middle of something that cannot be interrupted; what was written before is whole.")).Wait(Grace / 3);
        ImmediateExit.With(ExitCode.Cancelled);
    }
}
