using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Runs;

namespace Bruno.Gpu.Training;

/// <summary>
/// What runs of one process that follow each other share: compute devices, with the kernels compiled for them, and data sets. A run
/// has the same bits with them as in a process of its own.
/// </summary>
/// <param name="policy">Which compute devices must not be used, and who is told which one is, for the name that is asked for.</param>
internal sealed class RunResources(Func<string, DevicePolicy?> policy) : IDisposable
{
    /// <summary>Data sets that are kept: more would fill the memory of a sweep over many.</summary>
    private const int MostDatasets = 2;

    private readonly Dictionary<(string Name, long? Limit, Precision Precision), ComputeDevice> devices = [];
    private readonly List<(string Settings, Dataset Dataset)> datasets = [];

    /// <summary>Devices that are open.</summary>
    internal int Devices => devices.Count;

    /// <summary>The data of a run, and the run with what they decide.</summary>
    /// <inheritdoc cref="RunConfiguration.LoadData"/>
    public (RunConfiguration Configuration, Dataset Dataset) Load(RunConfiguration configuration)
    {
        string settings = ConfigurationWriter.Write(configuration.Data);
        int known = datasets.FindIndex(entry => entry.Settings == settings);
        if (known >= 0)
            return (configuration.WithData(datasets[known].Dataset), datasets[known].Dataset);

        (configuration, Dataset dataset) = configuration.LoadData();
        if (datasets.Count == MostDatasets)
            datasets.RemoveAt(0);
        datasets.Add((settings, dataset));
        return (configuration, dataset);
    }

    /// <summary>The device of a run, on which nothing is allocated. It stays open until all of this ends.</summary>
    /// <exception cref="DeviceUnavailableException">There is no such device, or it must not be used or does not open.</exception>
    public ComputeDevice Open(RunConfiguration configuration)
    {
        (string, long?, Precision) key = (configuration.Device, configuration.Memory.LimitBytes, configuration.Precision);
        if (!devices.TryGetValue(key, out ComputeDevice? device))
        {
            device = ComputeDevice.Open(configuration.Device, configuration.Memory.LimitBytes, configuration.Precision, policy(configuration.Device));
            devices.Add(key, device);
        }

        device.Memory.ResetPeak();
        return device;
    }

    /// <summary>Closes all devices: after a failure nobody knows what state they are in. The next run opens its own anew.</summary>
    public void CloseDevices()
    {
        foreach (ComputeDevice device in devices.Values)
            device.Dispose();
        devices.Clear();
    }

    /// <inheritdoc/>
    public void Dispose() => CloseDevices();
}
