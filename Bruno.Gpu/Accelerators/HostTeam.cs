using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace Bruno.Gpu.Accelerators;

/// <summary>
/// The host's cores as a device's workers: the caller, and threads that stay, one for each further core. A pass has many short pieces
/// of work, and <see cref="Parallel"/> takes kilobytes of memory for each. Who finds the team at work does its own alone.
/// </summary>
/// <remarks>
/// Cores are rarely Bruno's alone. So nobody is called for what the caller has done sooner; nobody is waited for who has not come when
/// the work runs out; who waits looks for a few microseconds and then sleeps, so that others get the core; and a caller who
/// waited longer than it worked goes without the team for a while.
/// </remarks>
internal sealed class HostTeam : IDisposable
{
    /// <summary>Parts of a piece of work for each core: what is left over while one core is still at its last part is small.</summary>
    private const int PartsPerCore = 8;

    /// <summary>Blocks of the first part of who works alone, and how much larger the next may be.</summary>
    private const int GrowthOfParts = 8;

    /// <summary>Calls without the team after many that it held up.</summary>
    private const int LongestPause = 1024;

    /// <summary>About 20 us of looking before sleep, in turns of about 1 us.</summary>
    private const int Looks = 20;

    /// <summary>Work that takes less is done alone: about what it takes until a sleeping thread runs.</summary>
    private static readonly long WorthCalling = Stopwatch.Frequency / 20_000;

    /// <summary>The longest that a part should take, for parts pass the gate: about 50 ms.</summary>
    private static readonly long LongestPart = Stopwatch.Frequency / 20;

    private readonly LaunchGate gate;
    private readonly IThreads threads;
    private readonly object turn = new();
    private readonly object calls = new();
    private readonly object done = new();
    private readonly Dictionary<Type, Ranges> known = [];
    private readonly int helpers;
    private Ranges? ranges;
    private int wanted;
    private int atWork;
    private int pause;
    private int nextPause = 1;
    private bool isOver;
    private ExceptionDispatchInfo? failure;

    /// <summary>Starts a team.</summary>
    /// <param name="cores">How many cores it is for.</param>
    /// <param name="gate">What all work passes; none where nobody ends it.</param>
    /// <param name="threads">The threads; those of the system where not given.</param>
    public HostTeam(int cores, LaunchGate? gate = null, IThreads? threads = null)
    {
        this.gate = gate ?? new LaunchGate();
        this.threads = threads ?? SystemThreads.Shared;
        helpers = Math.Max(0, cores - 1);
        for (int i = 0; i < helpers; ++i)
            this.threads.Start("Bruno host work", Help);
    }

    /// <summary>How many cores it is for.</summary>
    public int Cores => helpers + 1;

    /// <summary>
    /// Runs work on consecutive ranges of 0..count whose bounds are multiples of a block, some of them at the same time; returns when
    /// all of it is done. Without an allocation.
    /// </summary>
    public void Divide<TWork>(int count, int block, TWork work)
        where TWork : struct, IHostWork
    {
        int blocks = (int)(((long)count + block - 1) / block);
        gate.Pass();
        if (helpers == 0 || blocks <= 1 || !Enter())
        {
            RunAlone(work, 0, count, block);
            return;
        }

        try
        {
            // The first part tells how long the rest would take.
            int part = (blocks + PartsPerCore * Cores - 1) / (PartsPerCore * Cores) * block, first = (part / block + 3) / 4 * block;
            long start = threads.Now;
            RunAlone(work, 0, first, block);
            double each = (double)(threads.Now - start) / first;
            if (each * (count - first) < WorthCalling)
                work.Run(first, count);
            else
                Share(work, first, count, Math.Min(part, Math.Max(1, (int)Math.Min(LongestPart / each / block, int.MaxValue)) * block));
        }
        finally
        {
            threads.Exit(turn);
        }
    }

    /// <summary>Runs work on 0, 1, ... count - 1, all at the same time as far as there are cores.</summary>
    public void Share<TWork>(int count, TWork work)
        where TWork : struct, IHostWork
    {
        gate.Pass();
        if (helpers == 0 || count <= 1 || !Enter())
        {
            work.Run(0, count);
            return;
        }

        try
        {
            Share(work, 0, count, 1);
        }
        finally
        {
            threads.Exit(turn);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        threads.Enter(calls);
        isOver = true;
        threads.PulseAll(calls);
        threads.Exit(calls);
    }

    /// <summary>Whether the team is there for the caller.</summary>
    private bool Enter()
    {
        if (threads.IsHeld(turn) || !threads.TryEnter(turn))
            return false;
        if (pause == 0)
            return true;
        --pause;
        threads.Exit(turn);
        return false;
    }

    /// <summary>Does work without the team, in parts that are larger the shorter they take.</summary>
    private void RunAlone<TWork>(TWork work, int begin, int end, int block)
        where TWork : struct, IHostWork
    {
        long part = (long)block * GrowthOfParts;
        if (end - begin <= part)
        {
            work.Run(begin, end);
            return;
        }

        for (int at = begin; at < end;)
        {
            int next = (int)Math.Min(at + part, end);
            long start = threads.Now;
            work.Run(at, next);
            at = next;
            gate.Pass();
            if ((threads.Now - start) * GrowthOfParts < LongestPart)
                part *= GrowthOfParts;
        }
    }

    private void Share<TWork>(TWork work, int begin, int end, int size)
        where TWork : struct, IHostWork
    {
        ranges = RangesOf(work, begin, end, size);
        failure = null;
        Call(Math.Min(helpers, ranges.Parts - 1));
        long start = threads.Now;
        Work();

        long worked = threads.Now;
        Call(0);
        for (int look = 0; look < Looks && Volatile.Read(ref atWork) > 0; ++look)
            threads.Spin();
        threads.Enter(done);
        while (Volatile.Read(ref atWork) > 0)
            threads.Wait(done);
        threads.Exit(done);

        bool isHeldUp = threads.Now - worked > worked - start;
        pause = isHeldUp ? nextPause : 0;
        nextPause = isHeldUp ? Math.Min(2 * nextPause, LongestPause) : 1;
        failure?.Throw();
    }

    /// <summary>Calls for helpers; those who have not come do not any more.</summary>
    private void Call(int count)
    {
        threads.Enter(calls);
        wanted = count;
        for (int i = 0; i < count; ++i)
            threads.Pulse(calls);
        threads.Exit(calls);
    }

    private void Help()
    {
        for (; ; )
        {
            for (int look = 0; look < Looks && Volatile.Read(ref wanted) == 0; ++look)
                threads.Spin();
            threads.Enter(calls);
            while (wanted == 0 && !isOver)
                threads.Wait(calls);
            if (isOver)
            {
                threads.Exit(calls);
                return;
            }

            --wanted;
            Interlocked.Increment(ref atWork);
            threads.Exit(calls);

            Work();
            threads.Point();
            if (Interlocked.Decrement(ref atWork) > 0)
                continue;
            threads.Enter(done);
            threads.Pulse(done);
            threads.Exit(done);
        }
    }

    private void Work()
    {
        try
        {
            for (; ; )
            {
                threads.Point();
                if (failure is not null || !ranges!.RunNext())
                    return;
                gate.Pass();
            }
        }
        catch (Exception exception)
        {
            failure = ExceptionDispatchInfo.Capture(exception);
        }
    }

    private Ranges<TWork> RangesOf<TWork>(TWork work, int begin, int end, int size)
        where TWork : struct, IHostWork
    {
        if (!known.TryGetValue(typeof(TWork), out Ranges? ofKind))
            known.Add(typeof(TWork), ofKind = new Ranges<TWork>());
        Ranges<TWork> result = (Ranges<TWork>)ofKind;
        result.Begin(work, begin, end, size);
        return result;
    }

    /// <summary>Ranges of some work that are taken one after the other.</summary>
    private abstract class Ranges
    {
        private int begin;
        private int end;
        private int size;
        private int begun;

        public int Parts => (end - begin + size - 1) / size;

        /// <summary>Does a range that no one else does; false where none is left.</summary>
        public bool RunNext()
        {
            int part = Interlocked.Increment(ref begun) - 1;
            if (part >= Parts)
                return false;
            Run(begin + part * size, Math.Min(begin + (part + 1) * size, end));
            return true;
        }

        protected abstract void Run(int from, int to);

        protected void Restart(int newBegin, int newEnd, int newSize) => (begin, end, size, begun) = (newBegin, newEnd, newSize, 0);
    }

    /// <summary>One for each kind of work, which only who has the team fills.</summary>
    private sealed class Ranges<TWork> : Ranges
        where TWork : struct, IHostWork
    {
        private TWork work;

        public void Begin(TWork newWork, int begin, int end, int size)
        {
            work = newWork;
            Restart(begin, end, size);
        }

        protected override void Run(int from, int to) => work.Run(from, to);
    }
}
