namespace Bruno.Gpu.Training;

/// <summary>
/// Work whose results are saved where it is cancelled: whoever cancels waits until this is disposed of, so that a program that is told to end
/// ends after that. Who cancels on the thread that works does not wait for itself.
/// </summary>
internal sealed class SavedWork : IDisposable
{
    private readonly ManualResetEventSlim saved = new();
    private readonly CancellationTokenRegistration registration;

    /// <summary>Begins such work on the thread at hand.</summary>
    public SavedWork(CancellationToken cancellation)
    {
        int worker = Environment.CurrentManagedThreadId;
        registration = cancellation.UnsafeRegister(
            _ =>
            {
                if (Environment.CurrentManagedThreadId != worker)
                    saved.Wait();
            },
            null);
    }

    /// <summary>All is saved, or there is nothing to save.</summary>
    public void Dispose()
    {
        saved.Set();
        registration.Dispose();
        saved.Dispose();
    }
}
