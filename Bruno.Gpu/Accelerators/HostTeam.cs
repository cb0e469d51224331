using System.Runtime.ExceptionServices;

namespace Bruno.Gpu.Accelerators;

/// <summary>
/// Threads that stay, one for each of the host's cores but the caller's, and share its work. A pass has many short pieces of
/// work, and <see cref="Parallel"/> takes kilobytes of memory for each. Who finds the team at work does its own alone.
/// </summary>
internal sealed class HostTeam
{
    private readonly Lock gate = new();
    private readonly SemaphoreSlim calls = new(0);
    private readonly ManualResetEventSlim done = new();
    private readonly int helpers;
    private Ranges? ranges;
    private int atWork;
    private ExceptionDispatchInfo? failure;

    private HostTeam(int helpers)
    {
        this.helpers = helpers;
        for (int i = 0; i < helpers; ++i)
            new Thread(Help) { IsBackground = true, Name = "Bruno host work" }.Start();
    }

    /// <summary>The team of all cores.</summary>
    public static HostTeam Shared { get; } = new(Environment.ProcessorCount - 1);

    /// <summary>Runs work on consecutive ranges of 0..count of a size; returns when all of it is done.</summary>
    public void Run<TWork>(TWork work, int count, int size)
        where TWork : struct, IHostWork
    {
        if (gate.IsHeldByCurrentThread || !gate.TryEnter())
        {
            work.Run(0, count);
            return;
        }

        try
        {
            ranges = Ranges<TWork>.Of(work, count, size);
            failure = null;
            int called = Math.Min(helpers, ranges.Parts - 1);
            atWork = called + 1;
            done.Reset();
            calls.Release(called);
            Work();

            // Who has not come by now need not.
            while (calls.Wait(0))
                Interlocked.Decrement(ref atWork);
            if (Interlocked.Decrement(ref atWork) > 0)
                done.Wait();
            failure?.Throw();
        }
        finally
        {
            gate.Exit();
        }
    }

    private void Help()
    {
        for (; ; )
        {
            calls.Wait();
            Work();
            if (Interlocked.Decrement(ref atWork) == 0)
                done.Set();
        }
    }

    private void Work()
    {
        try
        {
            while (ranges!.RunNext())
            {
            }
        }
        catch (Exception exception)
        {
            failure = ExceptionDispatchInfo.Capture(exception);
        }
    }

    /// <summary>Ranges of some work that are taken one after the other.</summary>
    private abstract class Ranges
    {
        private int size;
        private int count;
        private int begun;

        public int Parts => (count + size - 1) / size;

        /// <summary>Does a range that no one else does; false where none is left.</summary>
        public bool RunNext()
        {
            int part = Interlocked.Increment(ref begun) - 1;
            if (part >= Parts)
                return false;
            Run(part * size, Math.Min((part + 1) * size, count));
            return true;
        }

        protected abstract void Run(int begin, int end);

        protected void Restart(int newCount, int newSize) => (count, size, begun) = (newCount, newSize, 0);
    }

    /// <summary>One for each kind of work, which only the holder of the gate fills.</summary>
    private sealed class Ranges<TWork> : Ranges
        where TWork : struct, IHostWork
    {
        private static readonly Ranges<TWork> Instance = new();
        private TWork work;

        public static Ranges<TWork> Of(TWork work, int count, int size)
        {
            Instance.work = work;
            Instance.Restart(count, size);
            return Instance;
        }

        protected override void Run(int begin, int end) => work.Run(begin, end);
    }
}
