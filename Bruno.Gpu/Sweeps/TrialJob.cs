using Bruno.Gpu.Files;

namespace Bruno.Gpu.Sweeps;

/// <summary>A trial that a process has taken, and what it is to do with it.</summary>
/// <param name="Folder">The trial.</param>
/// <param name="Claim">Its right to it.</param>
/// <param name="Status">Where the trial stands.</param>
/// <param name="PauseAfter">After which epoch it rests; none to train it to the end.</param>
internal sealed record TrialJob(TrialFolder Folder, FolderClaim Claim, TrialStatus Status, int? PauseAfter);
