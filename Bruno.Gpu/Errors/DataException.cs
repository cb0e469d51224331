namespace Bruno.Gpu.Errors;

/// <summary>Data are missing or corrupt. The message says what is wrong, where, and what to do.</summary>
public sealed class DataException(string message, Exception? innerException = null)
    : BrunoException(ExitCode.Data, message, innerException);
