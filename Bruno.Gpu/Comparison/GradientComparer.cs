using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Checkpoints;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Parameters;
using Bruno.Gpu.Runs;

namespace Bruno.Gpu.Comparison;

/// <summary>Runs the passes of a comparison, one after the other.</summary>
/// <param name="device">The compute device.</param>
/// <param name="configuration">Network, micro-steps and precision of the methods.</param>
/// <param name="options">Which methods, on what.</param>
/// <param name="batch">The batch, before it is cut to a horizon.</param>
/// <param name="checkpoint">Where parameters come from; none for the initial ones.</param>
/// <param name="report">Told before and after every pass how far it is.</param>
internal sealed class GradientComparer(
    ComputeDevice device, RunConfiguration configuration, GradientComparisonOptions options, ComparisonBatch batch,
    Checkpoint? checkpoint, Action<ComparisonProgress>? report)
{
    private readonly RunConfiguration referenceRun = configuration.WithSubsteps(options.ReferenceSubsteps) with
    {
        Precision = Precision.Double,
        Gradient = new GradientConfiguration { Method = GradientKind.Exact },
    };

    private readonly int passes = options.Horizons.Count * (options.Methods.Count + 1);
    private int done;

    /// <summary>Whether all passes are done.</summary>
    public bool IsComplete => done == passes;

    /// <summary>Throws, before anything is allocated, what a pass at the longest horizon would.</summary>
    /// <exception cref="BrunoException">Network, data and checkpoint do not go together, or memory does not suffice.</exception>
    public void RequireFit()
    {
        ComparisonBatch longest = batch.CutTo(options.Horizons.Max());
        foreach (RunConfiguration run in options.Methods.Select(RunOf).Append(referenceRun))
            GradientProbe.RequireFit(device, run, longest, checkpoint);
    }

    /// <summary>The rows, a pass at a time; they end early where they are cancelled.</summary>
    public IEnumerable<GradientComparisonRow> Rows(CancellationToken cancellation)
    {
        foreach (int horizon in options.Horizons)
        {
            if (Measure(referenceRun, horizon, "reference", cancellation) is not BatchGradient reference)
                yield break;
            foreach (GradientKind method in options.Methods)
            {
                if (Measure(RunOf(method), horizon, ComparedMethods.NameOf(method), cancellation) is not BatchGradient gradient)
                    yield break;
                foreach (GradientComparisonRow row in Compare(gradient, reference, method, horizon))
                    yield return row;
            }
        }
    }

    private RunConfiguration RunOf(GradientKind method) =>
        configuration with { Gradient = configuration.Gradient with { Method = method } };

    /// <summary>Runs a pass; none where it was cancelled.</summary>
    private BatchGradient? Measure(RunConfiguration run, int horizon, string name, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
            return null;
        string pass = $"horizon {horizon}, {name}";
        report?.Invoke(new(done, passes, pass));
        try
        {
            BatchGradient gradient = GradientProbe.Measure(device, run, batch.CutTo(horizon), checkpoint, cancellation);
            ++done;
            report?.Invoke(new(done, passes, pass));
            return gradient;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>A row for all parameters together, and one for each array.</summary>
    private IEnumerable<GradientComparisonRow> Compare(BatchGradient gradient, BatchGradient reference, GradientKind method, int horizon)
    {
        GradientSimilarity whole = GradientSimilarity.Of(gradient.Values, reference.Values);
        GradientComparisonRow all = new()
        {
            Method = ComparedMethods.NameOf(method),
            Layer = GradientComparisonRow.AllLayers,
            HorizonSteps = horizon,
            Substeps = SubstepsOf(method),
            Cosine = whole.Cosine,
            NormRatio = whole.NormRatio,
            ReferenceNorm = whole.ReferenceNorm,
            Loss = gradient.Loss,
            ReferenceLoss = reference.Loss,
            SpikeMismatch = gradient.SpikeMismatch(reference),
            ReferenceSubsteps = options.ReferenceSubsteps,
            Samples = batch.Samples.Count,
            Precision = configuration.Precision,
            Accelerator = device.Description.Name,
            Seed = configuration.Seed,
        };
        yield return all;
        foreach (Parameter parameter in reference.Parameters.Where(parameter => parameter.IsTrained))
        {
            GradientSimilarity part = GradientSimilarity.Of(gradient.Of(parameter), reference.Of(parameter));
            yield return all with
            {
                Layer = parameter.Name,
                Cosine = part.Cosine,
                NormRatio = part.NormRatio,
                ReferenceNorm = part.ReferenceNorm,
            };
        }
    }

    private int? SubstepsOf(GradientKind method)
    {
        int[] substeps = [.. configuration.Network.Layers.OfType<DeviceLayerConfiguration>().Select(layer => layer.Substeps).OfType<int>()];
        if (substeps.Length == 0)
            return null;
        return method == GradientKind.Coarse ? 1 : substeps.Max();
    }
}
