namespace Bruno.Gpu.Devices;

/// <summary>What devices were made of.</summary>
/// <param name="Model">Their model.</param>
/// <param name="Overrides">Parameters of the nominal device that differ from the defaults, in the model's units.</param>
internal sealed record DeviceSource(IDeviceModel Model, IReadOnlyDictionary<string, double> Overrides);
