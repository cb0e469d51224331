using Bruno.Gpu.Devices;

namespace MyDevice;

/// <summary>What people see of the device: its name, its variables and what they are measured in.</summary>
public sealed class MyDeviceModel() : DeviceModel<MyDeviceParameters>("my-device", "a capacitor with a leak that adapts")
{
    public override IReadOnlyList<ShownQuantity> Variables =>
        [new("membrane_potential", "V", "V", 1), new("adaptation", "x", "V", 1)];

    public override IReadOnlyList<ShownQuantity> Observables => [];

    protected override TResult Build<T, TResult>(MyDeviceParameters[] parameters, IDeviceUse<T, TResult> use) =>
        use.With(Array.ConvertAll(parameters, set => new MyDeviceEquations<T>(set)));
}
