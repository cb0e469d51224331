using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Networks;

namespace Bruno.Gpu.Gradients;

/// <summary>What the passes of a layer of devices are built with.</summary>
/// <param name="Device">The compute device.</param>
/// <param name="Options">How the layer is run.</param>
/// <param name="Plan">How passes are cut in time.</param>
/// <param name="Lanes">Batch elements times neurons, at most.</param>
/// <param name="CarriesAdjoints">Whether adjoints pass from a step to the one before.</param>
public sealed record DevicePassContext(
    ComputeDevice Device, DeviceLayerOptions Options, TimePlan Plan, int Lanes, bool CarriesAdjoints);
