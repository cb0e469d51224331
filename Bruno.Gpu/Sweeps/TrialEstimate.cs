using Bruno.Gpu.Training;

namespace Bruno.Gpu.Sweeps;

/// <summary>What trials that differ in their seed alone would take.</summary>
/// <param name="Group">What they have in common.</param>
/// <param name="Trials">How many there are.</param>
/// <param name="Epochs">How many epochs each is trained.</param>
/// <param name="Memory">Device memory of one, with its time where that was measured.</param>
internal sealed record TrialEstimate(string Group, int Trials, int Epochs, MemoryPlan Memory);
