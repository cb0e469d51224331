using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Nir;

/// <summary>What cannot be translated, node by node, to be told all at once.</summary>
internal sealed class NirFaults
{
    private readonly List<string> faults = [];

    /// <summary>Whether there is any.</summary>
    public bool Any => faults.Count > 0;

    /// <summary>Adds what is wrong with a node.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">Its type.</param>
    /// <param name="reason">What is wrong and what to do, as a sentence without its end.</param>
    public void Add(string name, string type, string reason) => faults.Add($"node '{name}' ({type}): {reason}");

    /// <summary>Ends where there is any.</summary>
    /// <param name="code">The exit code.</param>
    /// <param name="title">What was to be done, as the beginning of a sentence.</param>
    /// <exception cref="BrunoException">There are faults; the message lists all.</exception>
    public void Require(ExitCode code, string title)
    {
        if (Any)
            throw code == ExitCode.Data ? new DataException(Message(title)) : new BrunoException(code, Message(title));
    }

    private string Message(string title) => string.Join('\n', [$"{title}:", .. faults.Select(fault => $"  {fault}")]);
}
