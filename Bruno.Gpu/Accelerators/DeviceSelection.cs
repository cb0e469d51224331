using System.Globalization;

namespace Bruno.Gpu.Accelerators;

/// <summary>Takes the device that a name asks for, or for <c>auto</c> the best one that works.</summary>
internal static class DeviceSelection
{
    /// <summary>The name that leaves the choice to the program.</summary>
    public const string Automatic = "auto";

    /// <summary>Opens the device that a name asks for.</summary>
    /// <typeparam name="T">An open device.</typeparam>
    /// <param name="name">A device's name, cuda or opencl for the first of those, or auto.</param>
    /// <param name="inventory">What there is.</param>
    /// <param name="precision">What kernels will compute in.</param>
    /// <param name="rejects">Tells why a device must not be used, or null where it may.</param>
    /// <param name="open">Opens a device, or throws.</param>
    /// <exception cref="DeviceUnavailableException">There is no such device, or it must not be used or does not open.</exception>
    public static (T Opened, DeviceChoice Choice) Open<T>(
        string name, DeviceInventory inventory, Precision precision, Func<ComputeDeviceDescription, string?>? rejects,
        Func<ComputeDeviceDescription, T> open)
    {
        string wanted = Normalise(name);
        return wanted == Automatic
            ? OpenBest(inventory, precision, rejects, open)
            : OpenNamed(name, wanted, inventory, precision, rejects, open);
    }

    /// <summary>A name as descriptions have it.</summary>
    public static string Normalise(string name) => name.Trim().ToLowerInvariant() switch
    {
        "cuda" => "cuda:0",
        "opencl" => "opencl:0",
        string other => other,
    };

    private static (T Opened, DeviceChoice Choice) OpenBest<T>(
        DeviceInventory inventory, Precision precision, Func<ComputeDeviceDescription, string?>? rejects, Func<ComputeDeviceDescription, T> open)
    {
        List<PassedOverDevice> passedOver = [];
        foreach (ComputeDeviceDescription device in DeviceRanking.BestFirst(inventory.Devices))
        {
            string? problem = ProblemOf(device, precision, rejects);
            if (problem is null)
            {
                try
                {
                    return (open(device), new(device, true, DeviceReason.Of(device, inventory.Devices, passedOver), [.. passedOver]));
                }
                catch (Exception exception) when (exception is not Errors.BrunoException)
                {
                    problem = $"it does not open: {exception.Message}";
                }
            }

            passedOver.Add(new(device, problem));
        }

        throw new DeviceUnavailableException(
            $"No device can be used. {string.Join(" ", passedOver.Select(other => $"{other.Device.Name}: {other.Reason}."))} See 'bruno devices --all'.");
    }

    private static (T Opened, DeviceChoice Choice) OpenNamed<T>(
        string name, string wanted, DeviceInventory inventory, Precision precision, Func<ComputeDeviceDescription, string?>? rejects,
        Func<ComputeDeviceDescription, T> open)
    {
        ComputeDeviceDescription device = inventory.Devices.FirstOrDefault(device => device.Name == wanted) ?? throw Unknown(name, wanted, inventory);
        if (ProblemOf(device, precision, rejects) is string problem)
            throw new DeviceUnavailableException($"The device '{name}' ({device.Model}) cannot be used here: {problem}. Another device, such as --device cpu, can.");
        try
        {
            return (open(device), new(device, false, "as asked for", []));
        }
        catch (Exception exception) when (exception is not Errors.BrunoException)
        {
            throw new DeviceUnavailableException(
                $"The device '{name}' could not be opened: {exception.Message} Try --device cpu, or see 'bruno devices'.", exception);
        }
    }

    private static string? ProblemOf(ComputeDeviceDescription device, Precision precision, Func<ComputeDeviceDescription, string?>? rejects) =>
        precision == Precision.Double && !device.HasDouble
            ? "it has no double precision, which is asked for (--precision float does without)"
            : rejects?.Invoke(device);

    private static DeviceUnavailableException Unknown(string name, string wanted, DeviceInventory inventory)
    {
        string kind = wanted.Split(':')[0];
        string reason = kind switch
        {
            "cuda" => $"no such CUDA device was found{Why(inventory, ComputeDeviceKind.Cuda)}",
            "opencl" => $"no such OpenCL device was found{Why(inventory, ComputeDeviceKind.OpenCl)}",
            _ => "there is no such kind of device; the kinds are auto, cpu, cuda:N and opencl:N",
        };
        string all = string.Join(", ", inventory.Devices.Select(device => device.Name));
        return new($"The device '{name}' is not available: {reason}. On this machine: {all}. See 'bruno devices --all'.");
    }

    private static string Why(DeviceInventory inventory, ComputeDeviceKind kind)
    {
        UnusableDevice[] known = [.. inventory.Unusable.Where(entry => entry.Kind == kind)];
        return known.Length > 0
            ? $" ({string.Join("; ", known.Select(entry => $"{entry.What}: {entry.Reason}"))})"
            : string.Create(CultureInfo.InvariantCulture, $" (there are {inventory.Devices.Count(device => device.Kind == kind)})");
    }
}
