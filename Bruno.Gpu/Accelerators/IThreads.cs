namespace Bruno.Gpu.Accelerators;

/// <summary>
/// Threads, what they wait with, and the clock that they look at: a seam, so that a test can run the same code under every order of events that a
/// number stands for. Locks are those of <see cref="Monitor"/>.
/// </summary>
internal interface IThreads
{
    /// <summary>The time, in ticks of <see cref="System.Diagnostics.Stopwatch"/>.</summary>
    long Now { get; }

    /// <summary>Starts a thread that does not keep the program alive.</summary>
    void Start(string name, Action body);

    /// <summary>Takes a lock; waits where another thread has it.</summary>
    void Enter(object gate);

    /// <summary>Takes a lock unless a thread has it.</summary>
    bool TryEnter(object gate);

    /// <summary>Whether the thread at hand has a lock.</summary>
    bool IsHeld(object gate);

    /// <summary>Gives a lock back.</summary>
    void Exit(object gate);

    /// <summary>Gives a lock back until a pulse, and takes it again.</summary>
    void Wait(object gate);

    /// <summary>Wakes one who waits.</summary>
    void Pulse(object gate);

    /// <summary>Wakes all who wait.</summary>
    void PulseAll(object gate);

    /// <summary>Lets about a microsecond go by.</summary>
    void Spin();

    /// <summary>A place where it matters who comes first, without a lock: before a number is read or changed that threads share.</summary>
    void Point();
}
