using Bruno.Gpu.Catalogue;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Integrators;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Libraries;

namespace Bruno.Gpu.Layers;

/// <summary>Neurons that are devices, one a unit of the layer before.</summary>
public sealed record DeviceLayerConfiguration : SpikingLayerConfiguration, IValidated
{
    private const int DefaultMicroSteps = 1000;
    private const int DefaultExponentialSteps = 128;

    /// <summary>The most micro-steps of an outer step.</summary>
    public const int MostMicroSteps = 1_000_000;

    /// <summary>The compact model: a name, 'bruno devices' lists them, or the path of a text, my-neuron.toml.</summary>
    public string Model { get; init; } = "felif";

    /// <summary>The text of a model that is a file, as it was when the run began; the program fills it in.</summary>
    public ModelCopy? ModelText { get; init; }

    /// <summary>The library that the model comes from, where it is one of a library's; <c>--device-library</c> fills it in.</summary>
    public LibraryCopy? Library { get; init; }

    /// <summary>Parameters that differ from the model's defaults, SI units; 'bruno devices MODEL' lists them.</summary>
    public IReadOnlyDictionary<string, double> Parameters { get; init; } = new Dictionary<string, double>();

    /// <summary>The current of one unit of input, A.</summary>
    [Number(Above = 0, To = 1e-3, Unit = "A")]
    public double CurrentUnit { get; init; } = 1e-9;

    /// <summary>
    /// How an outer step is integrated. Not given: by explicit Euler where <see cref="Substeps"/> are given or the gradient
    /// method goes back through micro-steps, else adaptively.
    /// </summary>
    public IntegratorKind? Integrator { get; init; }

    /// <summary>For the adaptive integrator, the largest error of a step, V.</summary>
    [Number(Above = 0, To = 1, Unit = "V")]
    public double Tolerance { get; init; } = DeviceLayerOptions.DefaultTolerance;

    /// <summary>
    /// For integrators of a fixed number of steps, steps an outer step; 1000 are 1 us. Not given, 1000 for explicit Euler
    /// and 128 for the exponential integrator.
    /// </summary>
    [Number(From = 1, To = MostMicroSteps)]
    public int? Substeps { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Trainable => TryFindModel() is { } model
        ? [.. base.Trainable, .. model.Parameters.Select(parameter => parameter.Name).Where(name => ObstacleToTraining(name) is null)]
        : [];

    /// <inheritdoc/>
    public override IReadOnlyList<string> TrainedByDefault => base.Trainable;

    /// <inheritdoc/>
    public override string? NeuronName => Model;

    /// <inheritdoc/>
    internal override void AddTo<T>(LayerStack<T> stack, LayerAssembly assembly)
    {
        DeviceLayerConfiguration layer = Resolve(assembly.Gradient.NeedsMicroSteps);
        DeviceLayerOptions options = new()
        {
            CurrentUnitAmpere = layer.CurrentUnit,
            OuterStepSeconds = assembly.OuterStepSeconds,
            Integrator = layer.Integrator ?? IntegratorKind.Adaptive,
            MicroSteps = layer.Substeps ?? 1,
            Tolerance = layer.Tolerance,
            Surrogate = layer.Surrogate,
            SurrogateSlope = layer.SurrogateSlope,
            Gradient = assembly.Gradient,
            Tape = assembly.Tape,
        };
        stack.AddDevices(
            layer.FindModel(), layer.Parameters, options, assembly.NeuronVariability, assembly.Layer, assembly.Training,
            name => RecurrentIn(stack, assembly, name));
    }

    /// <inheritdoc/>
    public override string? ObstacleToTraining(string name)
    {
        DeviceParameter? parameter = TryFindModel()?.Parameters.FirstOrDefault(candidate => candidate.Name == name);
        if (parameter is null)
            return null;
        if (parameter.IsSwitch)
            return $"of {Model} chooses between two rules: there is no derivative by it";
        double? nominal = Parameters.TryGetValue(name, out double given) ? given : parameter.Default;
        return nominal switch
        {
            null => $"of {Model} follows from other parameters: give it a value to begin with (parameters.{name}), or train those",
            0 => $"of {Model} is 0, and a trained parameter stays within a factor of what it begins with: give it another value (parameters.{name})",
            _ => null,
        };
    }

    /// <summary>The same devices, which take one step of explicit Euler each.</summary>
    public override LayerConfiguration Unrolled(int n) => this with { Integrator = IntegratorKind.Euler, Substeps = 1 };

    /// <summary>The same layer with all that was left open decided.</summary>
    /// <param name="needsMicroSteps">Whether the gradient method goes back through the micro-steps of explicit Euler.</param>
    /// <param name="microSteps">How many those are where nothing is said.</param>
    public DeviceLayerConfiguration Resolve(bool needsMicroSteps, int microSteps = DefaultMicroSteps)
    {
        IntegratorKind kind = Integrator
            ?? (needsMicroSteps || Substeps is not null ? IntegratorKind.Euler : IntegratorKind.Adaptive);
        int? steps = kind switch
        {
            IntegratorKind.Euler => Substeps ?? microSteps,
            IntegratorKind.Exponential => Substeps ?? DefaultExponentialSteps,
            _ => null,
        };
        return this with { Integrator = kind, Substeps = steps, ModelText = TextNow(), Library = LibraryNow() };
    }

    /// <summary>The model.</summary>
    /// <exception cref="BrunoException">There is none of the name, or its text has faults.</exception>
    public IDeviceModel FindModel() =>
        TextNow() is { } copy ? DeviceCatalogue.FromText(copy.Of, copy.Text)
        : KnownLibrary is { } library ? DeviceCatalogue.FromLibrary(Model, library.Path, library.Sha256)
        : DeviceCatalogue.Find(Model);

    /// <summary>The model; none where there is none of the name, or its text has faults.</summary>
    public IDeviceModel? TryFindModel() => TryFindModel(out _);

    /// <inheritdoc/>
    public IEnumerable<Fault> Validate()
    {
        if (TryFindModel(out string wrong) is not { } model)
        {
            yield return new("model", wrong);
            yield break;
        }

        foreach (Fault fault in model.Validate(Parameters))
            yield return fault with { Key = $"parameters.{fault.Key}" };
    }

    /// <summary>The text that goes with the model: what is known of it, or what its file says now; none where the model is no file.</summary>
    private ModelCopy? TextNow() =>
        !DeviceCatalogue.IsFile(Model) ? null
        : ModelText?.Of == Model ? ModelText
        : new() { Of = Model, Text = Models.Model.ReadText(Model) };

    /// <summary>The library that is known to have the model; none where nothing was said, or it was said of another model.</summary>
    private LibraryCopy? KnownLibrary => Library is { Path.Length: > 0 } copy && (copy.Of is null || copy.Of == Model) ? copy : null;

    /// <summary>The library with its file as it is; none where the model comes from none, or from one that cannot be read.</summary>
    private LibraryCopy? LibraryNow()
    {
        if (KnownLibrary is { Of: not null, Sha256: not null } complete)
            return complete;
        DeviceLibrary? library = KnownLibrary is { } copy ? DeviceLibrary.Load(copy.Path) : DeviceCatalogue.LibraryOf(Model);
        return library is null ? null : new() { Of = Model, Path = library.Path, Sha256 = KnownLibrary?.Sha256 ?? library.Checksum };
    }

    private IDeviceModel? TryFindModel(out string fault)
    {
        try
        {
            fault = "";
            return FindModel();
        }
        catch (BrunoException exception)
        {
            fault = exception.Message;
            return null;
        }
    }
}
