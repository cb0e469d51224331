using System.Text;

namespace Bruno.Cli.Server;

/// <summary>Collects what a command writes; what keeps it from one command to the next writes to the one at hand.</summary>
internal sealed class CurrentWriter : TextWriter
{
    private readonly StringBuilder text = new();

    /// <inheritdoc/>
    public override Encoding Encoding => Encoding.UTF8;

    /// <inheritdoc/>
    public override void Write(char value)
    {
        lock (text)
            text.Append(value);
    }

    /// <inheritdoc/>
    public override void Write(string? value)
    {
        lock (text)
            text.Append(value);
    }

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count)
    {
        lock (text)
            text.Append(buffer, index, count);
    }

    /// <summary>What was written since the last time.</summary>
    public string Take()
    {
        lock (text)
        {
            string taken = text.ToString();
            text.Clear();
            return taken;
        }
    }
}
