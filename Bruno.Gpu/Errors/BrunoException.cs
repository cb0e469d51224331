namespace Bruno.Gpu.Errors;

/// <summary>
/// An error whose message tells the user what is wrong, where, and what to do. The command line prints the message
/// without a stack trace and ends with <see cref="ExitCode"/>.
/// </summary>
public class BrunoException(ExitCode exitCode, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>The exit code of the program for this error.</summary>
    public ExitCode ExitCode { get; } = exitCode;
}
