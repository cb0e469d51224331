using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Checkpoints;
using Bruno.Gpu.Conformance;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Synapses;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Losses;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Recordings;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Synapses;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.Verification;

/// <summary>
/// Three epochs of a training, and the same given up within the second and gone on with from a checkpoint file in a session of its own: parameters
/// and moments have the same bits. A checkpoint with a flipped bit is refused.
/// </summary>
internal sealed class TrainingFamily : IVerificationFamily
{
    private const int Epochs = 3, InterruptedEpoch = 2, InterruptedBatch = 2, Steps = 12, Channels = 3, Samples = 14;

    private const double Rate = 0.02;

    /// <inheritdoc/>
    public string Name => "training, checkpoint, resume";

    /// <inheritdoc/>
    public bool IsRunInDouble => false;

    /// <inheritdoc/>
    public IEnumerable<Deviation> Measure<T>(VerificationContext context)
        where T : unmanaged, IReal<T>
    {
        string folder = Path.Combine(Path.GetTempPath(), $"bruno-check-{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(folder);
            string file = Path.Combine(folder, "state.ckpt");
            double[] whole = Train<T>(context.Device, 0, 0, Epochs, null, null, out double[] begun);
            Train<T>(context.Device, 0, 0, InterruptedEpoch, InterruptedBatch, session => SessionCheckpoint.Save(file, new RunState { Epoch = InterruptedEpoch - 1, Batch = InterruptedBatch }, session), out _);
            double[] resumed = Train<T>(context.Device, InterruptedEpoch - 1, InterruptedBatch, Epochs, null, null, out _, file);
            return
            [
                new("parameters and moments that differ", Bits.Differing(whole, resumed), 0),
                new("parameters that no training moved", Bits.Differing(whole[..begun.Length], begun) > 0 ? 0 : 1, 0),
                new("damaged checkpoints that are read", ReadsDamaged(file) ? 1 : 0, 0),
            ];
        }
        finally
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Trains from a batch of an epoch on; parameters and moments at the end.</summary>
    private static double[] Train<T>(
        ComputeDevice device, int epochsDone, int batch, int epochs, int? stopBefore, Action<TrainingSession<T>>? save, out double[] initial, string? from = null)
        where T : unmanaged, IReal<T>
    {
        RunConfiguration configuration = Configuration();
        using TrainingSession<T> session = new(device, configuration, Data());
        if (from is not null)
            SessionCheckpoint.Load(from, session);
        initial = session.Network.Parameters.Export();
        for (int epoch = epochsDone + 1; epoch <= epochs; ++epoch)
        {
            int asked = 0, first = epoch == epochsDone + 1 ? batch : 0;
            session.TrainEpoch(epoch, first, Rate, null, () => epoch == epochs && ++asked == stopBefore);
        }

        save?.Invoke(session);
        (double[] one, double[] two) = session.Optimizer.Export();
        return [.. session.Network.Parameters.Export(), .. one, .. two];
    }

    private static bool ReadsDamaged(string file)
    {
        byte[] bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 4;
        File.WriteAllBytes(file, bytes);
        try
        {
            CheckpointFile.Load(file);
            return true;
        }
        catch (BrunoException)
        {
            return false;
        }
    }

    /// <summary>An encoder, LIF neurons and devices; synapses of few levels, rounded stochastically, and devices that differ.</summary>
    private static RunConfiguration Configuration() => new RunConfiguration
    {
        Seed = 3,
        Network = new NetworkConfiguration
        {
            Layers =
            [
                new EncoderLayerConfiguration { Copies = 2, GainLow = 1, GainHigh = 3 },
                new LinearLayerConfiguration { Outputs = 9, InitialLow = -0.2, InitialHigh = 0.4 },
                new LifLayerConfiguration { Threshold = 0.3 },
                new LinearLayerConfiguration { InitialLow = -0.5, InitialHigh = 2 },
                new DeviceLayerConfiguration { Substeps = 40 },
            ],
        },
        Synapses = new SynapseConfiguration { Quantisation = new() { Bits = 4, Rounding = RoundingKind.Stochastic } },
        NeuronVariability = new NeuronVariability { Sigma = 0.05 },
        Loss = new LossConfiguration { Kind = LossKind.SpikeCount },
        Training = new TrainingConfiguration { Epochs = Epochs, BatchSize = 4 },
    };

    private static Dataset Data()
    {
        Sample[] samples =
        [
            .. Enumerable.Range(0, Samples).Select(index => new Sample([.. Draw.Uniform((uint)(200 + index), Steps * Channels, 0, 2).Select(value => (float)value)], Steps, index % 3, null)),
        ];
        return new Dataset("check", DatasetTask.Classification, Channels, 3, ["a", "b", "c"], samples, samples[..4], samples[..4], "made for the check");
    }
}
