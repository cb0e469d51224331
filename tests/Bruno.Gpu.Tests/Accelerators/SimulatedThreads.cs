using Bruno.Gpu.Accelerators;

namespace Bruno.Gpu.Tests.Accelerators;

/// <summary>
/// Threads of which one runs at a time: which one goes on at each lock, wait, look and point follows from a seed, so that the same seed is the same
/// order of events. Where none can go on, or all go round in circles, the schedule fails. The clock goes forward by leaps.
/// </summary>
internal sealed class SimulatedThreads(int seed) : IThreads
{
    private const int MostSwitches = 200_000;

    private readonly Random random = new(seed);
    private readonly List<Logical> all = [];
    private readonly Dictionary<object, Logical> owners = [];
    private readonly Dictionary<object, Queue<Logical>> waiters = [];
    private Logical? current;
    private long clock;
    private string? fault;

    /// <summary>How often another thread could have gone on.</summary>
    public int Switches { get; private set; }

    public long Now
    {
        get
        {
            Switch();
            // Mostly microseconds, now and then a long time.
            return clock += random.Next(16) == 0 ? random.Next(1, 200_000_000) : random.Next(1, 5_000);
        }
    }

    /// <summary>Runs a body as the first thread, and then all others to their ends.</summary>
    /// <exception cref="InvalidOperationException">None could go on.</exception>
    public void Run(Action body)
    {
        Logical first = new("caller");
        all.Add(first);
        current = first;
        Exception? failure = null;
        try
        {
            body();
            End(first);
            // The last of the others to end hands back to nobody.
            foreach (Logical other in all.Skip(1).ToArray())
                other.Thread!.Join();
        }
        catch (Exception exception)
        {
            failure = exception;
            Abandon(fault ?? exception.Message);
        }

        if (fault is not null || failure is not null)
            throw new InvalidOperationException($"schedule {seed}: {fault ?? failure!.Message}", failure);
    }

    public void Start(string name, Action body)
    {
        Logical logical = new(name);
        logical.Thread = new Thread(() =>
        {
            logical.Turn.Wait();
            try
            {
                if (fault is null)
                    body();
            }
            catch (AbandonedException)
            {
                return;
            }
            catch (Exception exception)
            {
                Abandon($"{name} ended with {exception.GetType().Name}: {exception.Message}");
                return;
            }

            if (fault is null)
                End(logical);
        }) { IsBackground = true, Name = name };
        all.Add(logical);
        logical.Thread.Start();
        Switch();
    }

    public void Enter(object gate)
    {
        Switch();
        Take(gate);
    }

    public bool TryEnter(object gate)
    {
        Switch();
        return owners.TryAdd(gate, current!);
    }

    public bool IsHeld(object gate) => owners.GetValueOrDefault(gate) == current;

    public void Exit(object gate)
    {
        owners.Remove(gate);
        Switch();
    }

    public void Wait(object gate)
    {
        Logical self = current!;
        owners.Remove(gate);
        if (!waiters.TryGetValue(gate, out Queue<Logical>? queue))
            waiters.Add(gate, queue = []);
        queue.Enqueue(self);
        self.IsWaiting = true;
        Switch();
        Take(gate);
    }

    public void Pulse(object gate)
    {
        if (waiters.TryGetValue(gate, out Queue<Logical>? queue) && queue.TryDequeue(out Logical? woken))
            woken.IsWaiting = false;
    }

    public void PulseAll(object gate)
    {
        while (waiters.TryGetValue(gate, out Queue<Logical>? queue) && queue.Count > 0)
            Pulse(gate);
    }

    public void Spin() => Switch();

    public void Point() => Switch();

    private void Take(object gate)
    {
        Logical self = current!;
        while (!owners.TryAdd(gate, self))
        {
            self.Wants = gate;
            Switch();
            self.Wants = null;
        }
    }

    /// <summary>Lets a thread go on that the seed chooses.</summary>
    private void Switch()
    {
        Logical self = current!;
        if (fault is not null)
            throw new AbandonedException();
        if (++Switches > MostSwitches)
            Fail("the threads go round in circles");
        Logical next = Choose();
        if (next == self)
            return;
        current = next;
        next.Turn.Release();
        self.Turn.Wait();
        if (fault is not null)
            throw new AbandonedException();
    }

    private Logical Choose()
    {
        Logical[] ready = [.. all.Where(thread => thread is { HasEnded: false, IsWaiting: false } && (thread.Wants is null || !owners.ContainsKey(thread.Wants)))];
        if (ready.Length == 0)
            Fail($"no thread can go on: {string.Join(", ", all.Where(thread => !thread.HasEnded).Select(thread => thread.ToString()))}");
        return ready[random.Next(ready.Length)];
    }

    private void End(Logical self)
    {
        self.HasEnded = true;
        if (all.TrueForAll(thread => thread.HasEnded))
            return;
        Logical next = Choose();
        current = next;
        next.Turn.Release();
    }

    private void Fail(string what)
    {
        Abandon(what);
        throw new AbandonedException();
    }

    private void Abandon(string what)
    {
        fault ??= what;
        foreach (Logical thread in all)
            thread.Turn.Release();
    }

    private sealed class AbandonedException() : Exception("the schedule was given up");

    private sealed class Logical(string name)
    {
        public SemaphoreSlim Turn { get; } = new(0);

        public Thread? Thread { get; set; }

        public bool IsWaiting { get; set; }

        public bool HasEnded { get; set; }

        public object? Wants { get; set; }

        public override string ToString() => $"{name} {(IsWaiting ? "waits for a pulse" : Wants is not null ? "waits for a lock" : "runs")}";
    }
}
