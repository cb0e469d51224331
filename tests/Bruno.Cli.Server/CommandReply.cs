namespace Bruno.Cli.Server;

/// <summary>What a command left.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Errors">What it wrote to standard error.</param>
public sealed record CommandReply(int ExitCode, string Output, string Errors);
