using System.Text;
using Bruno.Gpu.Errors;

namespace Bruno.Cli.CommandLine;

/// <summary>Standard output: results that cannot be written there are an error of their own (<see cref="ExitCode.WriteFailed"/>).</summary>
internal sealed class ResultWriter(TextWriter inner) : TextWriter
{
    /// <inheritdoc/>
    public override Encoding Encoding => inner.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => Try(() => inner.Write(value));

    /// <inheritdoc/>
    public override void Write(string? value) => Try(() => inner.Write(value));

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Try(() => inner.Write(buffer, index, count));

    /// <inheritdoc/>
    public override void WriteLine(string? value) => Try(() => inner.WriteLine(value));

    /// <inheritdoc/>
    public override void Flush() => Try(inner.Flush);

    private static void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            throw new BrunoException(
                ExitCode.WriteFailed, $"The result cannot be written to standard output: {exception.Message.TrimEnd('.')}. Files that were written before are whole.", exception);
        }
    }
}
