using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Sequences;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.Nir;

/// <summary>Imported networks as runs at epoch 0, which can be evaluated, trained on, quantised and put onto chips as any other.</summary>
internal static class ImportedRun
{
    /// <summary>The configuration of a run of an imported network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="settings">What the user set besides.</param>
    /// <param name="name">What the network is called in messages.</param>
    /// <exception cref="BrunoException">There are faults; the message lists all.</exception>
    public static RunConfiguration Configure(NirNetwork network, RunSettings settings, string name) => settings
        .Over(ConfigurationSource.FromText(name, ConfigurationWriter.Write(new RunConfiguration { Network = network.Network, Data = new() { Name = FileDataset.FilesName } })))
        .Bind();

    /// <summary>Makes the folder of a run: its settings and two checkpoints of the imported parameters, the last and the best.</summary>
    /// <param name="output">The folder, which must be empty or not exist.</param>
    /// <param name="network">The network.</param>
    /// <param name="configuration">The configuration of the run.</param>
    /// <exception cref="BrunoException">The settings do not fit the network, or the folder is taken.</exception>
    public static void Create(string output, NirNetwork network, RunConfiguration configuration)
    {
        RunFolder.RequireFree(output);
        configuration = configuration.Accept();
        if (configuration.Data.Path is not null || configuration.Data.Name != FileDataset.FilesName)
        {
            (configuration, Dataset dataset) = configuration.LoadData();
            network.RequireFit(dataset);
        }

        using ComputeDevice device = ComputeDevice.Open("cpu");
        using Network<Float64> built = NetworkFactory.Build<Float64>(
            device.Plan(), configuration.Design, network.Inputs, network.Outputs, network.StepSeconds, new SequenceExtent(1, 1));
        double[] values = network.Arrange(built.Parameters.Parameters);
        RunFolder folder = RunFolder.Create(output);
        using IDisposable taken = folder.Take();
        folder.WriteConfiguration(ConfigurationWriter.Write(configuration));
        SessionCheckpoint.SaveInitial(folder.LastCheckpoint, built.Parameters.Parameters, values);
        SessionCheckpoint.SaveInitial(folder.BestCheckpoint, built.Parameters.Parameters, values);
    }
}
