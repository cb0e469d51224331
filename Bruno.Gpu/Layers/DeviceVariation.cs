using Bruno.Gpu.RandomNumbers;

namespace Bruno.Gpu.Layers;

/// <summary>How the devices of a layer differ from chip to chip.</summary>
/// <param name="Active">When they do; otherwise they are nominal.</param>
/// <param name="Draw">The devices of some chips, [chips, neurons], from the chips' seeds.</param>
internal sealed record DeviceVariation<TDevice>(ActivePhase Active, Func<IReadOnlyList<ulong>, TDevice[]> Draw)
    where TDevice : unmanaged;
