using System.Globalization;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Recordings;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.Nir;

/// <summary>Runs a network of others on data, without making a run of it.</summary>
internal static class NirEvaluation
{
    /// <summary>Evaluates a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="configuration">How it is run: <see cref="ImportedRun.Configure"/>.</param>
    /// <param name="on">Data from a file or folder.</param>
    /// <param name="note">Told what the user should know.</param>
    /// <param name="report">Told several times a second how far it is.</param>
    /// <param name="cancellation">Cancels between batches.</param>
    /// <param name="policy">Which compute devices must not be used, and who is told which one is.</param>
    /// <exception cref="Errors.BrunoException">The data are missing, corrupt, or do not fit the network.</exception>
    public static SplitMetrics Run(
        NirNetwork network, RunConfiguration configuration, EvaluatedData on, Action<string>? note, Action<TrainingProgress>? report,
        CancellationToken cancellation, DevicePolicy? policy = null)
    {
        // A file may have examples of some classes only: without names, classes are the outputs, counted from 0.
        DataDescription? own = on.Path is null ? null : DescriptionFile.Read(on.Path);
        bool countsClasses = network.Outputs > 1 && own?.Classes is null && configuration.Data.Description?.Classes is null;
        if (countsClasses)
        {
            DataDescription description = (configuration.Data.Description ?? new()) with { Classes = [.. Enumerable.Range(0, network.Outputs).Select(index => $"{index}")] };
            configuration = configuration with { Data = configuration.Data with { Description = description } };
        }

        if (own?.TimeStep is double step && Math.Abs(step - network.StepSeconds) > 1e-6 * step)
            note?.Invoke(string.Create(CultureInfo.InvariantCulture, $"A step of the data is {step} s, one of the network {network.StepSeconds} s (--dt): each step of the data is one of the network."));
        try
        {
            return Evaluate();
        }
        catch (DataException exception) when (countsClasses && exception.Message.Contains("is none of the classes", StringComparison.Ordinal))
        {
            throw new DataException(
                $"{exception.Message}\nThe network does not name its {network.Outputs} outputs, which are counted from 0. Where labels are words, name the classes in the order of the outputs: "
                + "classes = [...] in the description beside the data, or --set data.description.classes=[...].", exception);
        }

        SplitMetrics Evaluate() => TrainingRun.Evaluate(configuration, network.Arrange, on with { Require = network.RequireFit }, report, cancellation, policy);
    }
}
