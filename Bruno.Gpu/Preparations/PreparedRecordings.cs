using Bruno.Gpu.Errors;
using Bruno.Gpu.Recordings;

namespace Bruno.Gpu.Preparations;

/// <summary>Recordings after all steps of preparation, and the steps with what they took from the training part.</summary>
/// <param name="Parts">The recordings of each part.</param>
/// <param name="Shape">Channels and time step.</param>
/// <param name="Steps">The steps, fitted.</param>
internal sealed record PreparedRecordings(IReadOnlyDictionary<Split, IReadOnlyList<Recording>> Parts, SignalShape Shape, IReadOnlyList<Preparation> Steps)
{
    /// <summary>Prepares all parts; what is fitted is fitted to the training part, where that is not given already.</summary>
    /// <param name="parts">The recordings of each part.</param>
    /// <param name="shape">Channels and time step as recorded.</param>
    /// <param name="steps">The steps, in order.</param>
    public static PreparedRecordings Of(IReadOnlyDictionary<Split, IReadOnlyList<Recording>> parts, SignalShape shape, IReadOnlyList<Preparation> steps)
    {
        List<Preparation> fitted = [];
        foreach (Preparation step in steps)
        {
            Preparation ready = parts.TryGetValue(Split.Train, out IReadOnlyList<Recording>? train) && train.Count > 0 ? step.Fitted(train, shape) : step;
            fitted.Add(ready);
            SignalShape before = shape;
            shape = ready.After(shape);
            ValueBudget budget = new();
            foreach (Recording recording in parts.Values.SelectMany(part => part))
                budget.Take(sizeof(float) * ready.ValuesAfter(recording, before), $"data.preparation, {recording.Origin}");
            parts = parts.ToDictionary(part => part.Key, part => (IReadOnlyList<Recording>)Apply(ready, part.Value, before));
        }

        return new(parts, shape, fitted);
    }

    private static Recording[] Apply(Preparation step, IReadOnlyList<Recording> recordings, SignalShape shape)
    {
        Recording?[] prepared = new Recording?[recordings.Count];
        DataException?[] found = new DataException?[recordings.Count];
        Parallel.For(0, prepared.Length, i =>
        {
            try
            {
                prepared[i] = step.Apply(recordings[i], shape);
            }
            catch (DataException exception)
            {
                found[i] = exception;
            }
        });
        DataFaults faults = new();
        foreach (DataException fault in found.OfType<DataException>())
            faults.Add(fault);
        faults.ThrowIfAny();
        return prepared!;
    }
}
