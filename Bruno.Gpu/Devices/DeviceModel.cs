using System.Globalization;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Devices;

/// <summary>
/// A compact model whose parameters are the properties of a record that carry
/// <see cref="Kernels.Devices.ParameterAttribute"/>. A model says its name, its description and how a set of parameters
/// becomes a device.
/// </summary>
/// <typeparam name="TParameters">The record of parameters in SI units; its initial values are the defaults.</typeparam>
/// <param name="name">The name that users give.</param>
/// <param name="description">What it models, in a line.</param>
public abstract class DeviceModel<TParameters>(string name, string description) : IDeviceModel
    where TParameters : class, new()
{
    private static readonly ParameterSet<TParameters> Set = new();

    /// <inheritdoc/>
    public string Name { get; } = name;

    /// <inheritdoc/>
    public string Description { get; } = description;

    /// <inheritdoc/>
    public virtual bool EulerNeedsDouble => false;

    /// <inheritdoc/>
    public IReadOnlyList<DeviceParameter> Parameters => Set.Parameters;

    /// <inheritdoc/>
    public abstract IReadOnlyList<ShownQuantity> Variables { get; }

    /// <inheritdoc/>
    public abstract IReadOnlyList<ShownQuantity> Observables { get; }

    /// <inheritdoc/>
    public IEnumerable<Fault> Validate(IReadOnlyDictionary<string, double> overrides) => Set.Validate(overrides);

    /// <inheritdoc/>
    public double? SpikeEnergy(IReadOnlyDictionary<string, double> overrides) => SpikeEnergy(Bind(overrides));

    /// <inheritdoc/>
    public double? StaticPower(IReadOnlyDictionary<string, double> overrides) => StaticPower(Bind(overrides));

    /// <inheritdoc/>
    public TResult Use<T, TResult>(
        IReadOnlyList<IReadOnlyDictionary<string, double>> overrides, IDeviceUse<T, TResult> use)
        where T : unmanaged, IReal<T> => Build([.. overrides.Select(Bind)], use);

    /// <summary>The energy that a spike needs at least, J.</summary>
    protected virtual double? SpikeEnergy(TParameters parameters) => null;

    /// <summary>The power that a device takes at most without spikes, W.</summary>
    protected virtual double? StaticPower(TParameters parameters) => null;

    /// <inheritdoc/>
    public TResult Use<T, TResult>(DrawnParameters drawn, IDeviceUse<T, TResult> use)
        where T : unmanaged, IReal<T>
    {
        TParameters[] parameters = new TParameters[drawn.Count];
        for (int device = 0; device < parameters.Length; ++device)
        {
            Refuse(Set.Validate(drawn[device]));
            parameters[device] = Set.Bind(drawn[device]);
        }

        return Build(parameters, use);
    }

    /// <summary>Makes a device of each set of parameters and hands them to the use.</summary>
    protected abstract TResult Build<T, TResult>(TParameters[] parameters, IDeviceUse<T, TResult> use)
        where T : unmanaged, IReal<T>;

    private TParameters Bind(IReadOnlyDictionary<string, double> overrides)
    {
        Refuse([.. Validate(overrides)]);
        return Set.Bind(overrides);
    }

    private void Refuse(Fault[] faults)
    {
        if (faults.Length > 0)
        {
            throw new BrunoException(ExitCode.Usage, string.Join('\n', faults.Select(
                fault => string.Create(CultureInfo.InvariantCulture, $"{Name}: {fault.Key}: {fault.Message}"))));
        }
    }
}
