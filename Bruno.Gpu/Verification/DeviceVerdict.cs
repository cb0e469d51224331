namespace Bruno.Gpu.Verification;

/// <summary>What a verification said of a device.</summary>
/// <param name="Device">Device, driver and program that it holds for: <see cref="VerifiedDevices.KeyOf"/>.</param>
/// <param name="Failed">The families that failed; none where it passed.</param>
/// <param name="TimeUtc">When, UTC, ISO 8601.</param>
internal sealed record DeviceVerdict(string Device, IReadOnlyList<string> Failed, string TimeUtc)
{
    /// <summary>Whether the device passed.</summary>
    public bool Passed => Failed.Count == 0;
}
