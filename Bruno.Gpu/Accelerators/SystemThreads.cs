using System.Diagnostics;

namespace Bruno.Gpu.Accelerators;

/// <summary>The threads of the system.</summary>
internal sealed class SystemThreads : IThreads
{
    /// <summary>About a microsecond.</summary>
    private const int Spins = 25;

    /// <summary>The one there is.</summary>
    public static SystemThreads Shared { get; } = new();

    /// <inheritdoc/>
    public long Now => Stopwatch.GetTimestamp();

    /// <inheritdoc/>
    public void Start(string name, Action body) => new Thread(() => body()) { IsBackground = true, Name = name }.Start();

    /// <inheritdoc/>
    public void Enter(object gate) => Monitor.Enter(gate);

    /// <inheritdoc/>
    public bool TryEnter(object gate) => Monitor.TryEnter(gate);

    /// <inheritdoc/>
    public bool IsHeld(object gate) => Monitor.IsEntered(gate);

    /// <inheritdoc/>
    public void Exit(object gate) => Monitor.Exit(gate);

    /// <inheritdoc/>
    public void Wait(object gate) => Monitor.Wait(gate);

    /// <inheritdoc/>
    public void Pulse(object gate) => Monitor.Pulse(gate);

    /// <inheritdoc/>
    public void PulseAll(object gate) => Monitor.PulseAll(gate);

    /// <inheritdoc/>
    public void Spin() => Thread.SpinWait(Spins);

    /// <inheritdoc/>
    public void Point()
    {
    }
}
