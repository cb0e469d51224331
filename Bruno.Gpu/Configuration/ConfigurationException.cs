using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Configuration;

/// <summary>A configuration that cannot be used; the message lists every fault found, one a line.</summary>
public sealed class ConfigurationException(IReadOnlyList<ConfigurationFault> faults)
    : BrunoException(ExitCode.Usage, Describe(faults))
{
    /// <summary>All faults, at least one, in the order in which they were found.</summary>
    public IReadOnlyList<ConfigurationFault> Faults { get; } = faults;

    private static string Describe(IReadOnlyList<ConfigurationFault> faults)
    {
        string head = faults.Count == 1 ? "The configuration has a fault:" : $"The configuration has {faults.Count} faults:";
        return string.Join('\n', faults.Select(fault => $"  {fault}").Prepend(head));
    }
}
