using Bruno.Gpu.Files;

namespace Bruno.Gpu.Fitting;

/// <summary>Keeps the best parameters of a fit while it goes on, and saves them as a card that says what it is. Any thread may call.</summary>
/// <param name="path">The card.</param>
/// <param name="files">Where it is; this machine's where not given.</param>
internal sealed class InterimCard(string path, IFiles? files = null)
{
    private volatile InterimFit? best;

    /// <summary>Takes what a fit reports.</summary>
    public void Keep(FitProgress progress) => best = progress.Best ?? best;

    /// <summary>Writes the card, or leaves what was there.</summary>
    /// <returns>What was saved; none where there is nothing yet.</returns>
    /// <exception cref="Errors.BrunoException">It cannot be written.</exception>
    public InterimFit? Save()
    {
        if (best is not { } reached)
            return null;
        AtomicFile.WriteText(path, FitCard.Text(reached, path), files);
        return reached;
    }
}
