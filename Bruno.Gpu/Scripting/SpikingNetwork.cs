using System.Globalization;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Losses;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.Scripting;

/// <summary>
/// A network and how it is trained, written as it is read: layer after layer, then what differs from the defaults. Every call gives another
/// description and leaves the one before as it is; nothing is built or checked before <see cref="On(Dataset)"/>. All of it is a
/// <see cref="RunConfiguration"/>, whose settings are those of <c>bruno config</c> and of configuration files, with their defaults but one: initial
/// weights are scaled to the data, so that neurons fire from the start (<c>network.init = "activity"</c>).
/// </summary>
/// <example>
/// <code>
/// using NetworkTraining training = new SpikingNetwork()
///     .Linear(64).Lif()
///     .Linear().Felif()
///     .Epochs(20)
///     .On(recordings, classes);
/// training.Train();
/// Console.WriteLine(training.Accuracy());
/// </code>
/// </example>
public sealed record SpikingNetwork
{
    private static RunConfiguration Defaults { get; } = new() { Network = new() { Init = InitialScale.Activity } };

    private IReadOnlyList<Func<RunConfiguration, RunConfiguration>> Changes { get; init; } = [];

    private IReadOnlyList<ConfigurationSource> Keys { get; init; } = [];

    /// <summary>The network and the settings of a preset, such as quickstart; layers that are added come behind its own.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="BrunoException">There is no such preset; the message names those that there are.</exception>
    public static SpikingNetwork Preset(string name)
    {
        RunConfiguration preset = new RunSettings([], []).OverPreset(name).Bind();
        return new SpikingNetwork().With(_ => preset);
    }

    /// <summary>The network and the settings of a run; <see cref="NetworkTraining.Load"/> takes its parameters from one of its checkpoints.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <exception cref="BrunoException">It is no run.</exception>
    public static SpikingNetwork OfRun(string folder)
    {
        RunConfiguration run = TrainingRun.ConfigurationOf(folder);
        return new SpikingNetwork().With(_ => run);
    }

    /// <summary>Copies of the input, each with a gain and a bias that are trained; the first layer or none.</summary>
    /// <param name="copies">How many.</param>
    public SpikingNetwork Encoder(int copies = 32) => Layer(new EncoderLayerConfiguration { Copies = copies });

    /// <summary>Dense synapses.</summary>
    /// <param name="outputs">How many units they lead to; not given, as many as there are classes or targets.</param>
    /// <param name="bias">Whether there is a bias.</param>
    public SpikingNetwork Linear(int? outputs = null, bool bias = false) => Layer(new LinearLayerConfiguration { Outputs = outputs, Bias = bias });

    /// <summary>Leaky integrate-and-fire neurons, whose decays are trained.</summary>
    /// <param name="recurrent">Whether they are connected among each other.</param>
    public SpikingNetwork Lif(bool recurrent = false) => Layer(new LifLayerConfiguration { Recurrent = recurrent });

    /// <summary>Leaky integrators that do not fire: behind synapses, a readout of numbers.</summary>
    public SpikingNetwork Leaky() => Layer(new LeakyLayerConfiguration());

    /// <summary>Neurons that are FeLIF devices.</summary>
    /// <param name="currentUnit">The current of one unit of weight and spike, A.</param>
    /// <param name="recurrent">Whether they are connected among each other.</param>
    public SpikingNetwork Felif(double currentUnit = 1e-9, bool recurrent = false) => Device("felif", currentUnit, recurrent);

    /// <summary>Neurons that are devices of a model.</summary>
    /// <param name="model">Its name, as in <c>bruno devices</c>, or the path of its text, my-neuron.toml.</param>
    /// <param name="currentUnit">The current of one unit of weight and spike, A.</param>
    /// <param name="recurrent">Whether they are connected among each other.</param>
    public SpikingNetwork Device(string model, double currentUnit = 1e-9, bool recurrent = false) =>
        Layer(new DeviceLayerConfiguration { Model = model, CurrentUnit = currentUnit, Recurrent = recurrent });

    /// <summary>Neurons that are devices of a model that the program brings, which is checked as a device library is.</summary>
    /// <typeparam name="TModel">The model, a public class.</typeparam>
    /// <param name="currentUnit">The current of one unit of weight and spike, A.</param>
    /// <param name="recurrent">Whether they are connected among each other.</param>
    /// <exception cref="BrunoException">The model is in no file, or a device model of the program is wrong; the message says what.</exception>
    public SpikingNetwork Device<TModel>(double currentUnit = 1e-9, bool recurrent = false)
        where TModel : IDeviceModel, new()
    {
        string path = typeof(TModel).Assembly.Location;
        if (path.Length == 0)
        {
            throw new BrunoException(
                ExitCode.Usage,
                $"{typeof(TModel).Name} was compiled in memory, where a run does not find it again: put it in a program or library that is built into a file, or write the device as text (docs/your-own-device.md).");
        }

        return Layer(new DeviceLayerConfiguration
        {
            Model = new TModel().Name,
            Library = new() { Path = path },
            CurrentUnit = currentUnit,
            Recurrent = recurrent,
        });
    }

    /// <summary>In training, leaves out what the layer before puts out, now and then.</summary>
    /// <param name="rate">The share that is left out.</param>
    public SpikingNetwork Dropout(double rate = 0.2) => Layer(new DropoutLayerConfiguration { Rate = rate });

    /// <summary>A layer of any kind with all its settings.</summary>
    public SpikingNetwork Layer(LayerConfiguration layer) => With(settings => settings with { Network = settings.Network with { Layers = [.. settings.Network.Layers, layer] } });

    /// <summary>How often the training set is seen.</summary>
    public SpikingNetwork Epochs(int epochs) => With(settings => settings with { Training = settings.Training with { Epochs = epochs } });

    /// <summary>Samples of a batch.</summary>
    public SpikingNetwork BatchSize(int samples) => With(settings => settings with { Training = settings.Training with { BatchSize = samples } });

    /// <summary>The learning rate that a schedule starts from.</summary>
    public SpikingNetwork LearningRate(double rate) => With(settings => settings with { Optimizer = settings.Optimizer with { LearningRate = rate } });

    /// <summary>What all random numbers follow from, those of the split of arrays apart (data.seed).</summary>
    public SpikingNetwork Seed(ulong seed) => With(settings => settings with { Seed = seed });

    /// <summary>The compute device: auto, cpu, cuda:N or opencl:N.</summary>
    public SpikingNetwork OnDevice(string device) => With(settings => settings with { Device = device });

    /// <summary>The gradient method.</summary>
    public SpikingNetwork Gradient(GradientKind method) => With(settings => settings with { Gradient = settings.Gradient with { Method = method, Own = null } });

    /// <summary>A gradient method that the program brings.</summary>
    public SpikingNetwork Gradient(IGradientMethod method) => With(settings => settings with { Gradient = settings.Gradient with { Own = method } });

    /// <summary>The loss.</summary>
    public SpikingNetwork Loss(LossKind loss) => With(settings => settings with { Loss = settings.Loss with { Kind = loss, Own = null } });

    /// <summary>A loss that the program brings.</summary>
    public SpikingNetwork Loss(SampleLoss loss) => With(settings => settings with { Loss = settings.Loss with { Own = loss } });

    /// <summary>
    /// A setting by its key, as after <c>--set</c>: <c>Set("synapses.quantisation.bits", 4)</c>. It goes over what other calls say, wherever it stands.
    /// </summary>
    /// <param name="key">The key, as in docs/configuration.md; a number counts layers from 0: network.layers.2.alpha.</param>
    /// <param name="value">A number, text, truth value or list of such.</param>
    public SpikingNetwork Set(string key, object value) => this with { Keys = [.. Keys, ConfigurationSource.FromSetting($"{key}={Toml(value)}", $"Set(\"{key}\", ...)")] };

    /// <summary>Changes any of the settings.</summary>
    /// <param name="change">Gives the settings that are to be from those that are.</param>
    public SpikingNetwork With(Func<RunConfiguration, RunConfiguration> change) => this with { Changes = [.. Changes, change] };

    /// <summary>The network with samples that have a class each, split, prepared and ready to be trained.</summary>
    /// <param name="values">A sample each, [step, channel].</param>
    /// <param name="classes">The class of each, counted from 0.</param>
    /// <exception cref="BrunoException">Data, settings or device have faults; the message lists them and says what to do.</exception>
    public NetworkTraining On(IReadOnlyList<float[,]> values, IReadOnlyList<int> classes) => On(ArrayDataset.OfClasses(values, classes, Settings().Data));

    /// <summary>The network with samples that should come to values at every step.</summary>
    /// <param name="values">A sample each, [step, channel].</param>
    /// <param name="targets">What is wanted, [step, output].</param>
    /// <exception cref="BrunoException">Data, settings or device have faults; the message lists them and says what to do.</exception>
    public NetworkTraining On(IReadOnlyList<float[,]> values, IReadOnlyList<float[,]> targets) => On(ArrayDataset.OfTargets(values, targets, Settings().Data));

    /// <summary>The network with a data set: one that was made by <see cref="ArrayDataset"/>, or by hand.</summary>
    /// <exception cref="BrunoException">Settings or device have faults; the message lists them and says what to do.</exception>
    public NetworkTraining On(Dataset data)
    {
        RunConfiguration settings = Settings() with { Data = data.Found ?? new() { Name = ArrayDataset.ArraysName } };
        return new(settings.Accept().WithData(data), data);
    }

    /// <summary>The network with the data of its settings: those of a preset, or of <c>Set("data.name", ...)</c> and <c>Set("data.path", ...)</c>.</summary>
    /// <exception cref="BrunoException">Data, settings or device have faults; the message lists them and says what to do.</exception>
    public NetworkTraining OnItsData()
    {
        (RunConfiguration settings, Dataset data) = Settings().Accept().LoadData();
        return new(settings, data);
    }

    /// <summary>The settings as they were said.</summary>
    private RunConfiguration Settings()
    {
        RunConfiguration said = Changes.Aggregate(Defaults, (settings, change) => change(settings));
        if (Keys.Count == 0)
            return said;
        RunConfiguration bound = ConfigurationBinder.BindOver(said, Keys);
        // No text can say what a program brings.
        return bound with { Gradient = bound.Gradient with { Own = said.Gradient.Own }, Loss = bound.Loss with { Own = said.Loss.Own } };
    }

    private static string Toml(object value) => value switch
    {
        string text => text,
        bool truth => truth ? "true" : "false",
        System.Collections.IEnumerable list => $"[{string.Join(", ", list.Cast<object>().Select(item => item is string text ? $"\"{text}\"" : Toml(item)))}]",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new BrunoException(ExitCode.Usage, $"A setting cannot be a {value.GetType().Name}: give a number, a text, a truth value or a list of such."),
    };
}
