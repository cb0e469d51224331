using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Sweeps;

/// <summary>Why a trial failed; <c>failure.json</c> in its folder.</summary>
/// <param name="ExitCode">What <c>bruno train</c> would have ended with.</param>
/// <param name="Message">What it would have said.</param>
/// <param name="Details">The exception with its place, of errors that the program did not expect.</param>
internal sealed record TrialFailure(ExitCode ExitCode, string Message, string? Details = null);
