using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Models.Text;

/// <summary>A model's file has faults; the message shows every one of them with its line.</summary>
/// <param name="source">The file.</param>
/// <param name="faults">The faults, in its order.</param>
internal sealed class ModelException(ModelSource source, IReadOnlyList<ModelFault> faults)
    : BrunoException(ExitCode.Usage, Describe(source, faults))
{
    /// <summary>The faults, at least one, in the order of the file.</summary>
    public IReadOnlyList<ModelFault> Faults { get; } = faults;

    private static string Describe(ModelSource source, IReadOnlyList<ModelFault> faults)
    {
        string head = faults.Count == 1 ? "The model has a fault:" : $"The model has {faults.Count} faults:";
        return string.Join('\n', faults.Select(source.Describe).Prepend(head));
    }
}
