using Bruno.Gpu.Configuration;
using Bruno.Gpu.Description;
using Bruno.Gpu.RunReports.Inspections;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Simulation;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.Tests.RunReports;

/// <summary>What a trained network shows of itself, against what evaluation says of it.</summary>
public sealed class RunInspectorTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void ARunInDetailAgreesWithItsEvaluation()
    {
        RunConfiguration configuration = Train();
        (SplitMetrics metrics, int epoch) = TrainingRun.Evaluate(folder["run"], configuration, true, new(Bruno.Gpu.Recordings.Split.Test), null, TestContext.Current.CancellationToken);

        RunInspection inspection = RunInspector.Inspect(new(folder["run"]), configuration, [4, 0, 999], TestContext.Current.CancellationToken);

        Assert.Equal(epoch, inspection.Epoch);
        Assert.Contains("999", Assert.Single(inspection.Notes), StringComparison.Ordinal);
        int classes = inspection.Classes.Count;
        Assert.Equal(metrics.Samples, inspection.Confusion.Cast<int>().Sum());
        Assert.Equal(metrics.Correct, Enumerable.Range(0, classes).Sum(i => inspection.Confusion[i, i]));

        Assert.Equal([4, 0], inspection.Samples.Select(sample => sample.Number));
        foreach (InspectedSample sample in inspection.Samples)
        {
            InspectedLayer devices = sample.Layers[^1];
            Assert.Equal((true, classes), (devices.IsSpiking, devices.Units));
            // A FeLIF neuron fires where its potential reaches the threshold, of which the tape has the state at the end of each step.
            IReadOnlyList<TrajectoryCurve> potentials = devices.Devices!.Curves[0];
            for (int i = 0; i < potentials.Count; ++i)
            {
                int neuron = devices.Devices.Neurons[i];
                int[] above = [.. potentials[i].Values.Index().Where(entry => entry.Item >= devices.Devices.Threshold).Select(entry => entry.Index)];
                Assert.Equal(above, devices.Spikes.Where(spike => spike.Neuron == neuron).Select(spike => spike.Step));
            }
        }

        Assert.Contains(inspection.Samples, sample => sample.Layers[^1].Spikes.Count > 0);
        NetworkWeights weights = NetworkWeights.Read(configuration, new RunFolder(folder["run"]).BestCheckpoint);
        Assert.Equal(weights.Matrices.Select(matrix => matrix.Values.Length), inspection.Weights.Select(matrix => matrix.Weights.Length));
        Assert.Equal(weights.Matrices[0].Values.Max(), inspection.Weights[0].Weights.Max(), 1e-9);
        Assert.All(inspection.Weights, matrix => Assert.Equal(2 * matrix.Weights.Length, matrix.Conductances.Length));
    }

    private RunConfiguration Train()
    {
        RunConfiguration configuration = new RunSettings(
            [
                .. new[] { "device=cpu", "training.epochs=2", "data.tactile.letters=3", "data.tactile.repetitions=20", "data.tactile.steps=40", "network.layers.1.outputs=16" }
                    .Select(ConfigurationSource.FromSetting),
            ], []).OverPreset("quickstart").Bind();
        TrainingRun.Start(configuration, folder["run"], [], null, TestContext.Current.CancellationToken);
        return TrainingRun.ConfigurationOf(folder["run"]);
    }
}
