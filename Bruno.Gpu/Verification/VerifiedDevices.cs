using System.Globalization;
using System.Text.Json;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Verification;

/// <summary>
/// Remembers which devices were verified, in a file that may be lost, damaged or unwritable at any time: a device is then verified
/// again, and nobody is told.
/// </summary>
/// <param name="path">The file; none to remember nothing.</param>
internal sealed class VerifiedDevices(string? path)
{
    /// <summary>More than a machine has had of devices and drivers; older verdicts are forgotten.</summary>
    private const int MostVerdicts = 100;

    /// <summary>Those of the user.</summary>
    public static VerifiedDevices OfUser() =>
        new(CacheFolder.Path() is string folder ? Path.Combine(folder, "verified-devices.json") : null);

    /// <summary>What a verdict holds for: the device, its driver, and this very build of the program, whose kernels it judged.</summary>
    public static string KeyOf(ComputeDeviceDescription device) => string.Join(
        " | ", device.Vendor, device.Model, device.DeviceVersion, device.DriverVersion, device.Platform, device.LanguageVersion,
        typeof(IReal<>).Assembly.ManifestModule.ModuleVersionId, typeof(VerifiedDevices).Assembly.ManifestModule.ModuleVersionId);

    /// <summary>The verdict on a device, or none.</summary>
    public DeviceVerdict? Find(ComputeDeviceDescription device) => Read().LastOrDefault(verdict => verdict.Device == KeyOf(device));

    /// <summary>Remembers what a verification said.</summary>
    public void Remember(ComputeDeviceDescription device, IReadOnlyList<FamilyResult> results, TimeProvider? time = null)
    {
        if (path is null || results.Count == 0)
            return;
        string key = KeyOf(device);
        DeviceVerdict verdict = new(
            key,
            [.. results.Where(result => !result.Passed).Select(result => result.Family).Distinct()],
            (time ?? TimeProvider.System).GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        DeviceVerdict[] verdicts = [.. Read().Where(known => known.Device != key), verdict];
        try
        {
            JsonFile.Write(path, verdicts[Math.Max(0, verdicts.Length - MostVerdicts)..]);
        }
        catch (BrunoException)
        {
            // Without a place to remember it the device is verified every time.
        }
    }

    private DeviceVerdict[] Read()
    {
        if (path is null)
            return [];
        try
        {
            DeviceVerdict?[] verdicts = JsonSerializer.Deserialize<DeviceVerdict?[]>(File.ReadAllText(path), JsonFile.Options) ?? [];
            return [.. verdicts.OfType<DeviceVerdict>().Where(verdict => verdict.Device is not null && verdict.Failed is not null)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or NotSupportedException)
        {
            return [];
        }
    }
}
