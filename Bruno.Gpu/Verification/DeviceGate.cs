using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Verification;

/// <summary>
/// Lets only devices through that compute what they should: one that was not seen before is verified in the short form, which
/// takes seconds, and the verdict is remembered. The CPU is what everything is tested on, and goes through.
/// </summary>
internal sealed class DeviceGate
{
    private readonly VerifiedDevices memory;
    private readonly bool isAutomatic;
    private readonly Action<string> tell;
    private readonly Func<ComputeDeviceDescription, IReadOnlyList<FamilyResult>> verify;

    /// <summary>A gate for the device that a name asks for.</summary>
    /// <param name="name">The name: where it is auto, another device is taken instead of one that fails.</param>
    /// <param name="memory">What is remembered of devices.</param>
    /// <param name="tell">Told what takes the time.</param>
    public DeviceGate(string name, VerifiedDevices memory, Action<string> tell)
        : this(name, memory, tell, Verify)
    {
    }

    /// <summary>A gate with another verification.</summary>
    internal DeviceGate(
        string name, VerifiedDevices memory, Action<string> tell, Func<ComputeDeviceDescription, IReadOnlyList<FamilyResult>> verify)
    {
        isAutomatic = DeviceSelection.Normalise(name) == DeviceSelection.Automatic;
        this.memory = memory;
        this.tell = tell;
        this.verify = verify;
    }

    /// <summary>Why a device must not be used, or null where it may; see <see cref="DevicePolicy.Rejects"/>.</summary>
    /// <exception cref="BrunoException">It fails and was asked for by name (<see cref="ExitCode.CheckFailed"/>).</exception>
    public string? Rejects(ComputeDeviceDescription device)
    {
        if (device.Kind == ComputeDeviceKind.Host)
            return null;

        DeviceVerdict? verdict = memory.Find(device);
        if (verdict is null)
        {
            tell($"Device {device.Name} ({device.Model}) is new here: it is verified first, once, in some seconds ('--no-check' leaves that out).");
            IReadOnlyList<FamilyResult> results = verify(device);
            memory.Remember(device, results);
            verdict = new(VerifiedDevices.KeyOf(device), [.. results.Where(result => !result.Passed).Select(result => result.Family).Distinct()], "");
        }

        if (verdict.Passed)
            return null;
        string reason = $"it computes wrong results ({string.Join("; ", verdict.Failed)}; see 'bruno check --device {device.Name}')";
        return isAutomatic ? reason : throw new BrunoException(
            ExitCode.CheckFailed,
            $"The device '{device.Name}' ({device.Model}) is not used: {reason}. Use --device cpu, or another driver, after which it is verified anew; "
                + $"and please report what 'bruno check --device {device.Name} --report FILE' writes. '--no-check' uses it all the same.");
    }

    private static IReadOnlyList<FamilyResult> Verify(ComputeDeviceDescription description)
    {
        ComputeDevice device = ComputeDevice.Open(description.Name);
        IReadOnlyList<FamilyResult> results = VerificationSuite.Run(device, VerificationSuite.PrecisionsOf(device), isShort: true);

        // A device that hangs cannot be closed.
        if (!results.Any(result => result.IsStuck))
            device.Dispose();
        return results;
    }
}
