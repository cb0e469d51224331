using System.CommandLine;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Networks;

namespace Bruno.Cli.Commands;

/// <summary>The options that change a run's configuration, shared by all commands that take one.</summary>
internal sealed class RunOptions
{
    private readonly Option<FileInfo?> config = new("--config")
    {
        Description = "A TOML file of settings; they go over those of the preset.",
        HelpName = "FILE",
    };

    private readonly Option<string[]> set = new("--set")
    {
        Description = "One setting, over preset and file; may be given again. Layers count from 0: network.layers.1.substeps=100.",
        HelpName = "KEY=VALUE",
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<ulong?> seed = new("--seed")
    {
        Description = "What all random numbers of the run follow from (default 0).",
        HelpName = "N",
    };

    private readonly Option<string?> device = new("--device")
    {
        Description = "The compute device: auto (default), cpu, cuda:N or opencl:N; see 'bruno devices'.",
        HelpName = "NAME",
    };

    private readonly Option<int?> epochs = new("--epochs")
    {
        Description = "How often the training set is seen.",
        HelpName = "N",
    };

    private readonly Option<string?> gradient = new("--gradient")
    {
        Description = $"How devices are differentiated: {GradientNames.List}.",
        HelpName = "METHOD",
    };

    private readonly Option<int?> segment = new("--segment")
    {
        Description = "Keeps the states at every S-th outer step alone and computes segments again in the backward pass: same gradient, less memory.",
        HelpName = "S",
    };

    private readonly Option<int?> tapeEvery = new("--tape-every")
    {
        Description = "Keeps each K-th outer state of the tape, of a segment where there are any, and makes those between again.",
        HelpName = "K",
    };

    private readonly Option<string?> memoryLimit = new("--memory-limit")
    {
        Description = "The most device memory to use, such as 150MB or 2GB (default all that is free).",
        HelpName = "SIZE",
    };

    private readonly Option<IntegratorKind?> integrator = new("--integrator")
    {
        Description = "How all devices are integrated: adaptive (default), exponential or euler; the latter where --substeps or the gradient method ask for it.",
        HelpName = "NAME",
    };

    private readonly Option<int?> substeps = new("--substeps")
    {
        Description = "Steps an outer step of all devices, by explicit Euler if nothing else is said; 1000 are 1 us.",
        HelpName = "N",
    };

    private readonly Option<string?> precision = new("--precision")
    {
        Description = "float (default) or double.",
        HelpName = "NAME",
    };

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="without">Names of options that it has no use for, or of its own.</param>
    public void AddTo(Command command, params IReadOnlyCollection<string> without)
    {
        Option[] all = [config, set, seed, device, epochs, gradient, segment, tapeEvery, memoryLimit, integrator, substeps, precision];
        foreach (Option option in all.Where(option => !without.Contains(option.Name)))
            command.Add(option);
    }

    /// <summary>Everything the user set, weakest first.</summary>
    public List<ConfigurationSource> Sources(ParseResult result)
    {
        List<ConfigurationSource> sources = [];
        if (result.GetValue(config) is FileInfo file)
            sources.Add(ConfigurationSource.FromFile(file.FullName));
        sources.AddRange((result.GetValue(set) ?? []).Select(ConfigurationSource.FromSetting));
        Add(sources, "--seed", "seed", result.GetValue(seed));
        Add(sources, "--device", "device", result.GetValue(device));
        Add(sources, "--epochs", "training.epochs", result.GetValue(epochs));
        Add(sources, "--gradient", "gradient.method", result.GetValue(gradient));
        Add(sources, "--segment", "memory.segment", result.GetValue(segment));
        Add(sources, "--tape-every", "memory.tape_every", result.GetValue(tapeEvery));
        Add(sources, "--memory-limit", "memory.limit", result.GetValue(memoryLimit));
        Add(sources, "--precision", "precision", result.GetValue(precision));
        return sources;
    }

    /// <summary>Applies what is no setting of its own: the integrator and the micro-steps of all devices.</summary>
    /// <exception cref="BrunoException">There is less than one micro-step, or there are too many.</exception>
    public RunConfiguration Finish(ParseResult result, RunConfiguration configuration)
    {
        configuration = result.GetValue(substeps) switch
        {
            null => configuration,
            < 1 or > DeviceLayerConfiguration.MostMicroSteps => throw new BrunoException(
                ExitCode.Usage,
                $"--substeps must be from 1 to {DeviceLayerConfiguration.MostMicroSteps}, not {result.GetValue(substeps)}: shorter steps add nothing but rounding."),
            int number => configuration.WithSubsteps(number),
        };
        return result.GetValue(integrator) is IntegratorKind kind ? configuration.WithIntegrator(kind) : configuration;
    }

    /// <summary>Whether the user said how devices are integrated.</summary>
    public bool ChoosesIntegrator(ParseResult result) => result.GetResult(integrator) is not null || result.GetResult(substeps) is not null;

    private static void Add(List<ConfigurationSource> sources, string option, string key, object? value)
    {
        if (value is not null)
            sources.Add(ConfigurationSource.FromOption(option, key, value));
    }
}
