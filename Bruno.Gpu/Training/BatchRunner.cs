using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Kernels.Losses;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Losses;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Regularisation;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Sequences;
using ILGPU;

namespace Bruno.Gpu.Training;

/// <summary>A network with the buffers of a batch and its loss: what it takes to run data through it, forwards and back.</summary>
internal sealed class BatchRunner<T> : IDisposable
    where T : unmanaged, IReal<T>
{
    private readonly ILoss<T> loss;
    private readonly LossPass<T> pass;
    private readonly Regulariser<T>? regulariser;

    /// <summary>Builds the network of a run with all buffers.</summary>
    /// <param name="device">The compute device, or its plan.</param>
    /// <param name="configuration">Network, gradient method, loss and seed.</param>
    /// <param name="data">The shape of the data.</param>
    /// <param name="capacity">The most steps and batch elements of a pass.</param>
    /// <param name="chips">The chips that share the batch, for passes that go forwards only; none for a run on a chip of its own.</param>
    /// <exception cref="Configuration.ConfigurationException">The network does not fit the data.</exception>
    /// <exception cref="DeviceMemoryExceededException">It does not fit the device.</exception>
    public BatchRunner(ComputeDevice device, RunConfiguration configuration, DataShape data, SequenceExtent capacity, int? chips = null)
    {
        (Network, Batch, loss, regulariser) = device.Memory.AllOrNothing(() =>
        {
            Network<T> network = chips is int many
                ? NetworkFactory.BuildPopulation<T>(device, configuration.Design, data.Channels, data.Outputs, data.StepSeconds, capacity, many)
                : NetworkFactory.Build<T>(device, configuration.Design, data.Channels, data.Outputs, data.StepSeconds, capacity);
            BatchAssembly<T> batch = new(device, data.Channels, data.Outputs, data.HasTargets, capacity);
            return (
                network, batch, configuration.Loss.Create<T>(device, capacity.Batch, data.Outputs),
                chips is null && configuration.Regularisation.IsOn
                    ? new Regulariser<T>(network, configuration.Regularisation, configuration.Design, configuration.Energy, batch.Lengths)
                    : null);
        });
        pass = new LossPass<T>(Network, loss, configuration.Seed);
    }

    /// <summary>The network.</summary>
    public Network<T> Network { get; }

    /// <summary>The buffers of the batch at hand.</summary>
    public BatchAssembly<T> Batch { get; }

    /// <summary>Scores the batch at hand.</summary>
    /// <param name="scores">Receives the scores.</param>
    /// <param name="extent">Steps and batch elements.</param>
    /// <param name="seen">Called after each window, in order, while its output exists.</param>
    public void Evaluate(SampleScores<T> scores, SequenceExtent extent, Action<TimeWindow>? seen = null) =>
        pass.Evaluate(Batch.Input, Batch.Targets, scores, extent, regulariser is null || !Network.Draws.IsTraining ? seen : Observed(seen));

    /// <summary>Scores the batch at hand and computes all gradients of its mean loss.</summary>
    /// <param name="scores">Receives the scores.</param>
    /// <param name="extent">Steps and batch elements.</param>
    /// <param name="number">Counts the passes of a run; the steps that SLTT-K chooses follow from it.</param>
    /// <param name="seen">Called after each window of the forward pass, in order, while its output exists.</param>
    public void Train(SampleScores<T> scores, SequenceExtent extent, long number = 0, Action<TimeWindow>? seen = null)
    {
        pass.Train(Batch.Input, Batch.Targets, scores, extent, number, regulariser is null ? seen : Observed(seen));
        regulariser?.AddGradients();
    }

    /// <summary>Computes all gradients of the batch that was just scored.</summary>
    /// <param name="extent">As it was scored.</param>
    /// <param name="number">Counts the passes of a run.</param>
    public void Differentiate(SequenceExtent extent, long number = 0)
    {
        pass.Differentiate(Batch.Input, Batch.Targets, extent, number);
        regulariser?.AddGradients();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        regulariser?.Dispose();
        loss.Dispose();
        Batch.Dispose();
        Network.Dispose();
    }

    private Action<TimeWindow> Observed(Action<TimeWindow>? seen) => window =>
    {
        regulariser!.Observe(window);
        seen?.Invoke(window);
    };
}
