using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Tests.Backends;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.Tests.Training;

/// <summary>
/// A short training on a backend is that on the CPU accelerator, but for the rounding of float: same losses, same parameters, with
/// every gradient method and integrator. Exponentials differ in the last digit from one backend to the next, and GPUs fuse products
/// and sums, so that equal bits cannot be asked for.
/// </summary>
public abstract class BackendAgreementTests(Backend backend) : DeviceTests(backend)
{
    private const int Epochs = 2;
    private const double LearningRate = 0.01;

    /// <summary>
    /// Of the loss, and of the change of the parameters, relative to the largest. Adamax divides by the largest gradient so far: where
    /// that is nearly nothing, its rounding decides on a step of full length.
    /// </summary>
    private const double LossTolerance = 2e-5, ParameterTolerance = 5e-4, TypicalTolerance = 1e-4;

    [Theory]
    [InlineData("bruno", "felif", null)]
    [InlineData("exact", "felif", null)]
    [InlineData("bruno", "felif", 1000)]
    [InlineData("exact", "felif", 1000)]
    [InlineData("bruno", "heracles", null)]
    [InlineData("bruno", "lif", null)]
    [InlineData("pass", "felif", null)]
    [InlineData("exact-literal", "felif", 1000)]
    [InlineData("bptt", "felif", 1000)]
    [InlineData("bptt-full", "felif", 200)]
    [InlineData("checkpointed", "felif", 1000)]
    [InlineData("truncated", "felif", null)]
    [InlineData("sltt", "felif", null)]
    [InlineData("sltt-k", "felif", null)]
    [InlineData("eprop", "felif", null)]
    [InlineData("coarse", "felif", 1000)]
    public void AShortTrainingIsThatOfTheCpu(string method, string neuron, int? substeps)
    {
        RunConfiguration configuration = Configuration(method, neuron, substeps);
        Dataset data = SessionSetup.DataOf(configuration);
        (double[] start, double[] losses, double[] parameters) = Train(Device, configuration, data);
        using ComputeDevice host = ComputeDevice.Open("cpu");
        (double[] hostStart, double[] hostLosses, double[] hostParameters) = Train(host, configuration, data);
        Assert.Equal(hostStart, start);

        double lossDeviation = losses.Zip(hostLosses, (a, b) => Math.Abs(a - b) / Math.Abs(b)).Max();
        double[] deviations = [.. parameters.Zip(hostParameters, (a, b) => Math.Abs(a - b))];
        double change = hostParameters.Zip(hostStart, (a, b) => Math.Abs(a - b)).Max();
        double parameterDeviation = deviations.Max() / change, typical = deviations.Order().ElementAt(deviations.Length * 9 / 10) / change;
        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant(
            $"{Device.Description.Name} {method} {neuron} {substeps}: loss {lossDeviation:0.0e+0}, parameters {parameterDeviation:0.0e+0}, nine of ten {typical:0.0e+0}"));
        Assert.True(change > 1e-3, "nothing was learnt");
        Assert.InRange(lossDeviation, 0, LossTolerance);
        Assert.InRange(parameterDeviation, 0, ParameterTolerance);
        Assert.InRange(typical, 0, TypicalTolerance);
    }

    private static RunConfiguration Configuration(string method, string neuron, int? substeps)
    {
        LayerConfiguration last = neuron == "lif"
            ? new LifLayerConfiguration { Threshold = 0.3 }
            : new DeviceLayerConfiguration { Model = neuron, Substeps = substeps };
        LayerConfiguration[] layers = method == "eprop"
            ? [new LinearLayerConfiguration { InitialLow = -0.5, InitialHigh = 3 }, last]
            :
            [
                new EncoderLayerConfiguration { Copies = 2, GainLow = 1, GainHigh = 3 },
                new LinearLayerConfiguration { Outputs = 9, InitialLow = -0.5, InitialHigh = 2 },
                new LifLayerConfiguration { Threshold = 0.3 },
                new LinearLayerConfiguration { InitialLow = -0.5, InitialHigh = 3, Bias = true },
                last,
            ];
        return SessionSetup.Classification with
        {
            Network = new NetworkConfiguration { Layers = layers },
            Gradient = SessionSetup.Gradient(method),
        };
    }

    private static (double[] Start, double[] Losses, double[] Parameters) Train(ComputeDevice device, RunConfiguration configuration, Dataset data)
    {
        using TrainingSession<Float32> session = new(device, configuration, data);
        double[] start = session.Network.Parameters.Export();
        List<double> losses = [];
        for (int epoch = 1; epoch <= Epochs; ++epoch)
        {
            losses.Add(session.TrainEpoch(epoch, 0, LearningRate, null, () => false).Metrics!.Loss);
            losses.Add(session.Evaluate(session.Validation, epoch, null, CancellationToken.None).Loss);
        }

        return (start, [.. losses], session.Network.Parameters.Export());
    }
}

[Collection(typeof(CudaTests))]
public sealed class BackendAgreementCudaTests(CudaBackend backend) : BackendAgreementTests(backend);

[Collection(typeof(OpenClTests))]
public sealed class BackendAgreementOpenClTests(OpenClBackend backend) : BackendAgreementTests(backend);
