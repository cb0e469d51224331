namespace Bruno.Gpu.Schedules;

/// <summary>What a plateau schedule remembers.</summary>
/// <param name="Share">The present share of the first learning rate.</param>
/// <param name="BestLoss">The lowest validation loss.</param>
/// <param name="BadEpochs">Epochs since, or since the last change.</param>
internal sealed record PlateauState(double Share, double BestLoss, int BadEpochs);
