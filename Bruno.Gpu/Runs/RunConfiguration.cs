using System.Globalization;
using System.Text.Json;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Cards;
using Bruno.Gpu.Catalogue;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Energy;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Integrators;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Losses;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Optimizers;
using Bruno.Gpu.Recordings;
using Bruno.Gpu.Regularisation;
using Bruno.Gpu.Schedules;
using Bruno.Gpu.Synapses;

namespace Bruno.Gpu.Runs;

/// <summary>Everything that decides a training run; <c>config.resolved.toml</c> of a run holds all of it.</summary>
public sealed record RunConfiguration : IValidated
{
    /// <summary>What all random numbers of the run follow from, those of generated data apart.</summary>
    public ulong Seed { get; init; }

    /// <summary>The compute device: auto, cpu, cuda:N or opencl:N.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>The precision of the kernels.</summary>
    public Precision Precision { get; init; } = Precision.Float;

    /// <summary>The data set.</summary>
    public DataConfiguration Data { get; init; } = new();

    /// <summary>The network.</summary>
    public NetworkConfiguration Network { get; init; } = new();

    /// <summary>The synapses of all layers that have none of their own.</summary>
    public SynapseConfiguration Synapses { get; init; } = new();

    /// <summary>Device-to-device variability of all layers of devices.</summary>
    public NeuronVariability NeuronVariability { get; init; } = new();

    /// <summary>Which figures the energy of a sample is estimated with.</summary>
    public EnergyConfiguration Energy { get; init; } = new();

    /// <summary>The gradient method of the devices.</summary>
    public GradientConfiguration Gradient { get; init; } = new();

    /// <summary>The loss.</summary>
    public LossConfiguration Loss { get; init; } = new();

    /// <summary>Penalties on rates, weights and energy.</summary>
    public RegularisationConfiguration Regularisation { get; init; } = new();

    /// <summary>What training does to its samples.</summary>
    public AugmentationConfiguration Augmentation { get; init; } = new();

    /// <summary>The optimizer.</summary>
    public OptimizerOptions Optimizer { get; init; } = new();

    /// <summary>The learning rate over the epochs.</summary>
    public ScheduleConfiguration Schedule { get; init; } = new();

    /// <summary>Epochs and batches.</summary>
    public TrainingConfiguration Training { get; init; } = new();

    /// <summary>What is kept of the past, and how much memory may be used.</summary>
    public MemoryConfiguration Memory { get; init; } = new();

    /// <summary>The same run with a number of steps an outer step in all devices, which integrators that choose their steps have not.</summary>
    public RunConfiguration WithSubsteps(int substeps) => WithDevices(device => device with
    {
        Substeps = substeps,
        Integrator = device.Integrator is IntegratorKind.Adaptive or IntegratorKind.Rosenbrock ? IntegratorKind.Euler : device.Integrator,
    });

    /// <summary>The same run for a method of a comparison: its integrators stay where the method can go back through them.</summary>
    /// <param name="substeps">Micro-steps of explicit Euler.</param>
    /// <param name="needsMicroSteps">Whether the method needs that integrator.</param>
    public RunConfiguration WithSteps(int substeps, bool needsMicroSteps) => WithDevices(device => device with
    {
        Substeps = substeps,
        Integrator = needsMicroSteps ? IntegratorKind.Euler : device.Integrator,
    });

    /// <summary>The same run with all devices integrated in another way.</summary>
    public RunConfiguration WithIntegrator(IntegratorKind integrator) => WithDevices(device => device with { Integrator = integrator });

    /// <summary>The full keys of a setting of all layers of devices.</summary>
    public IEnumerable<string> DevicePaths(string key) =>
        from entry in Network.Layers.Index()
        where entry.Item is DeviceLayerConfiguration
        select string.Create(CultureInfo.InvariantCulture, $"network.layers[{entry.Index}].{key}");

    /// <summary>Whether any of its neurons are devices.</summary>
    public bool HasDevices => Network.Layers.Any(layer => layer is DeviceLayerConfiguration);

    /// <summary>What decides the network and its passes.</summary>
    internal NetworkDesign Design => new()
    {
        Seed = Seed, Network = Network, Synapses = Synapses, NeuronVariability = NeuronVariability, Gradient = Gradient, Memory = Memory,
    };

    /// <summary>The same run with all its synapses changed.</summary>
    public RunConfiguration WithSynapses(Func<SynapseConfiguration, SynapseConfiguration> change) => this with
    {
        Synapses = change(Synapses),
        Network = Network with
        {
            Layers = [.. Network.Layers.Select(layer => layer.WithOwnSynapses(change))],
        },
    };

    /// <summary>
    /// The same run with the figures of a card: those of a synapse complete all synapses (<see cref="DeviceCard.Complete"/>),
    /// those of a neuron all layers of its model, whose own parameters go over it.
    /// </summary>
    /// <exception cref="BrunoException">The card is of a model that the network does not have.</exception>
    internal RunConfiguration WithCard(DeviceCard card)
    {
        if (card.Kind == CardKind.Synapse)
            return WithSynapses(card.Complete);
        if (!Network.Layers.OfType<DeviceLayerConfiguration>().Any(layer => DeviceCatalogue.AreSame(layer.Model, card.Model)))
            throw new BrunoException(ExitCode.Usage, $"The card '{card.Name}' is of {card.Model} neurons, of which the network has none: leave it out.");
        return WithDevices(layer => DeviceCatalogue.AreSame(layer.Model, card.Model)
            ? layer with { Parameters = card.Overrides().Concat(layer.Parameters).GroupBy(entry => entry.Key).ToDictionary(group => group.Key, group => group.Last().Value) }
            : layer);
    }

    /// <inheritdoc/>
    public IEnumerable<Fault> Validate()
    {
        foreach (Fault fault in ValidateVariation())
            yield return fault;

        foreach (Fault fault in Regularisation.ValidateWith(Network, Gradient))
            yield return fault with { Key = $"regularisation.{fault.Key}" };

        if (Network.Init == InitialScale.Activity && Gradient.Method == GradientKind.BpttFull)
            yield return new("network.init", "\"activity\" counts spikes of outer steps, which bptt-full does not have: use \"given\", or another gradient method");
        if (Schedule.BeginsAfterWarmup && Schedule.WarmupEpochs >= Training.Epochs)
        {
            yield return new("schedule.warmup_epochs", FormattableString.Invariant(
                $"leaves nothing of the {Training.Epochs} epochs to the schedule that begins after it: use fewer, more epochs, or kind = \"constant\""));
        }

        if (Loss.Kind == LossKind.FirstSpike && Network.Layers is [.., { IsSpiking: false }])
            yield return new("loss.kind", "\"first_spike\" needs a last layer that puts out spikes, such as kind \"device\" or \"lif\"");

        // An unknown data set is a fault of its own, and what files ask for is known when they are read.
        if (DatasetCatalogue.TryFind(Data.Resolve().Name)?.Task is DatasetTask task && FaultOfLoss(task) is string wrong)
            yield return new("loss.kind", wrong);
        if (DatasetCatalogue.TryFind(Data.Resolve().Name)?.Task is DatasetTask known && FaultOfAugmentation(known) is string immovable)
            yield return new("augmentation", immovable);
    }

    /// <summary>The data of the run, and the run with what they decide: its loss, classes, and what preparation takes from training samples.</summary>
    /// <exception cref="DataException">The data are missing or corrupt.</exception>
    /// <exception cref="BrunoException">The loss does not fit what the data ask for.</exception>
    public (RunConfiguration Configuration, Dataset Dataset) LoadData()
    {
        Dataset dataset = DatasetCatalogue.Load(Data, Data.Seed);
        return (WithData(dataset), dataset);
    }

    /// <summary>The same for a plan: the numbers of samples may be left out.</summary>
    /// <inheritdoc cref="LoadData"/>
    public (RunConfiguration Configuration, Dataset Dataset) OutlineData()
    {
        Dataset dataset = DatasetCatalogue.Outline(Data, Data.Seed);
        return (WithData(dataset), dataset);
    }

    /// <summary>The run with a loss that fits what data ask for.</summary>
    /// <exception cref="BrunoException">The loss that was chosen does not.</exception>
    public RunConfiguration WithTask(Dataset dataset)
    {
        if (FaultOfLoss(dataset.Task) is string fault)
            throw new BrunoException(ExitCode.Usage, $"loss.kind: {fault}");
        if (FaultOfAugmentation(dataset.Task) is string immovable)
            throw new BrunoException(ExitCode.Usage, $"augmentation: {immovable}");
        RunConfiguration decided = this with { Loss = Loss.For(dataset.Task) };
        foreach (Fault wrong in decided.Loss.Validate())
            throw new BrunoException(ExitCode.Usage, $"loss.{wrong.Key}: {wrong.Message}");
        return decided;
    }

    /// <summary>The run with what its data decide.</summary>
    /// <exception cref="BrunoException">The loss does not fit what the data ask for.</exception>
    internal RunConfiguration WithData(Dataset dataset) => WithTask(dataset) with { Data = dataset.Found ?? Data };

    private string? FaultOfAugmentation(DatasetTask task) => Augmentation.IsOn && task != DatasetTask.Classification
        ? $"moves samples in time, but the data set '{Data.Resolve().Name}' has something to come to at every step, which would not move: leave it out"
        : null;

    private string? FaultOfLoss(DatasetTask task)
    {
        if (Loss.Kind is not LossKind kind || LossConfiguration.Fitting(task).Contains(kind))
            return null;
        string what = task switch
        {
            DatasetTask.StepClassification => "a class at every step",
            DatasetTask.SequencePrediction => "targets of 0 or 1 at every step",
            DatasetTask.Regression => "numbers to come to at every step",
            _ => "classes",
        };
        return $"the data set '{Data.Resolve().Name}' has {what}: use {string.Join(" or ", LossConfiguration.Fitting(task).Select(fitting => $"\"{JsonNamingPolicy.SnakeCaseLower.ConvertName(fitting.ToString())}\""))}, or leave it out";
    }

    /// <summary>The same run with all that was left open decided, the integrators of its devices and levels read from files, and checked.</summary>
    /// <exception cref="BrunoException">There are faults; the message lists all.</exception>
    public RunConfiguration Accept() => ConfigurationBinder.Require(
        (this with { Data = Data.Resolve() }).WithLossOfData().WithSynapses(synapses => synapses.WithLevelsRead()).WithDevices(device => device.Resolve(Gradient.Create().NeedsMicroSteps)), "settings");

    /// <summary>The loss is decided where the task of the data is known before they are read.</summary>
    private RunConfiguration WithLossOfData() => DatasetCatalogue.TryFind(Data.Name)?.Task is DatasetTask task ? this with { Loss = Loss.For(task) } : this;

    /// <summary>The same run with devices that methods which go back through micro-steps can be compared on.</summary>
    /// <param name="microSteps">How many micro-steps where nothing is said.</param>
    public RunConfiguration ResolveForMicroSteps(int microSteps) => WithDevices(device =>
        (device with { Integrator = IntegratorKind.Euler }).Resolve(true, microSteps)).Accept();

    private IEnumerable<Fault> ValidateVariation()
    {
        HashSet<Fault> faults = [];
        foreach (DeviceLayerConfiguration layer in Network.Layers.OfType<DeviceLayerConfiguration>())
        {
            if (layer.TryFindModel() is { } model)
                faults.UnionWith(NeuronVariability.Validate(model).Select(fault => fault with { Key = $"neuron_variability.{fault.Key}" }));
        }

        if (NeuronVariability.IsOn && !HasDevices)
            faults.Add(new("neuron_variability", "acts on layers of devices (kind = \"device\"), of which the network has none"));
        bool isConverted = Enumerable.Range(0, Network.Layers.Count).Any(
            i => Network.Layers[i] is { HasInputSynapses: true, OwnSynapses: null } && !ReadsSpikes(i));
        if (Synapses.NonIdealities.InputDac.Bits is not null && !isConverted)
        {
            faults.Add(new(
                "synapses.non_idealities.input_dac",
                "acts on linear layers that read real values, of which none has these synapses: leave it out, spikes need no converter"));
        }

        for (int i = 0; i < Network.Layers.Count; ++i)
        {
            faults.UnionWith(Network.Layers[i].ValidateIn(i, ReadsSpikes(i), Synapses)
                .Select(fault => fault with { Key = $"network.layers[{i}].{fault.Key}" }));
        }

        return faults;
    }

    private bool ReadsSpikes(int layer) =>
        layer > 0 && (Network.Layers[layer - 1].IsTransparent ? ReadsSpikes(layer - 1) : Network.Layers[layer - 1].IsSpiking);

    private RunConfiguration WithDevices(Func<DeviceLayerConfiguration, DeviceLayerConfiguration> change) => this with
    {
        Network = Network with
        {
            Layers = [.. Network.Layers.Select(layer => layer is DeviceLayerConfiguration device ? change(device) : layer)],
        },
    };
}
