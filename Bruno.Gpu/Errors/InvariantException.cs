namespace Bruno.Gpu.Errors;

/// <summary>The code did what it never should: no mistake of a user. See <see cref="Invariant"/>.</summary>
/// <param name="message">What should have been so.</param>
internal sealed class InvariantException(string message) : Exception(message);
