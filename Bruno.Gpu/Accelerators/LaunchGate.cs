using System.Diagnostics;

namespace Bruno.Gpu.Accelerators;

/// <summary>
/// What every launch passes, and on the host every part of one, so that a signal is heard within a training step: a step that was begun has
/// most of a second to end by itself, after which nothing more of it is begun. A device whose launches only queue is waited for about every tenth of
/// a second, so that there is never more in its queue.
/// </summary>
internal sealed class LaunchGate
{
    private static readonly TimeSpan LongestQueue = TimeSpan.FromMilliseconds(100);

    private CancellationToken cancellation;
    private long firstSeen;
    private bool isOpen;
    private long queued;
    private long mostQueued = 1;
    private long emptied;

    /// <summary>How long launches go on after they are cancelled, for what was begun to end by itself.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(0.6);

    /// <summary>From now on launches end when this is cancelled.</summary>
    public void EndOn(CancellationToken token)
    {
        cancellation = token;
        firstSeen = 0;
    }

    /// <summary>Passes.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled a while ago.</exception>
    public void Pass()
    {
        if (!cancellation.IsCancellationRequested || Volatile.Read(ref isOpen))
            return;
        long now = Stopwatch.GetTimestamp(), first = Interlocked.CompareExchange(ref firstSeen, now, 0);
        if (first != 0 && Stopwatch.GetElapsedTime(first, now) > Patience)
            throw new OperationCanceledException(cancellation);
    }

    /// <summary>Passes, on a device that queues launches.</summary>
    /// <param name="wait">Waits until the queue is empty.</param>
    /// <exception cref="OperationCanceledException">It was cancelled a while ago.</exception>
    public void Pass(Action wait)
    {
        Pass();
        if (!cancellation.CanBeCanceled || ++queued < mostQueued)
            return;
        wait();
        long now = Stopwatch.GetTimestamp();
        mostQueued = emptied != 0 && Stopwatch.GetElapsedTime(emptied, now) > LongestQueue ? Math.Max(1, mostQueued / 2) : Math.Min(mostQueued * 2, 1 << 20);
        (emptied, queued) = (now, 0);
    }

    /// <summary>What is launched until the result is disposed of belongs together: all of it passes.</summary>
    public Stretch Open() => new(this, true);

    /// <summary>Within a stretch in which all passes, one that may be given up halfway.</summary>
    public Stretch Close() => new(this, false);

    /// <summary>A stretch of time that ends when it is disposed of; of stretches in each other the innermost counts.</summary>
    public readonly struct Stretch : IDisposable
    {
        private readonly LaunchGate gate;
        private readonly bool before;

        internal Stretch(LaunchGate gate, bool isOpen)
        {
            this.gate = gate;
            before = gate.isOpen;
            Volatile.Write(ref gate.isOpen, isOpen);
        }

        /// <inheritdoc/>
        public void Dispose() => Volatile.Write(ref gate.isOpen, before);
    }
}
