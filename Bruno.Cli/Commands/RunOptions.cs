using System.CommandLine;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Integrators;
using Bruno.Gpu.Runs;

namespace Bruno.Cli.Commands;

/// <summary>The options that change a run's configuration, shared by all commands that take one.</summary>
internal sealed class RunOptions
{
    private readonly Option<string?> config = new("--config")
    {
        Description = "A TOML file of settings; they go over those of the preset.",
        HelpName = "FILE",
    };

    private readonly Option<string?> data = new("--data")
    {
        Description = "Your own data in place of a data set by name: a file or folder (CSV, NPZ, NPY, MATLAB, .ts, WAV, HDF5, N-MNIST events, PyTorch); see docs/data.md.",
        HelpName = "FILE|FOLDER",
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
        Description = "Keeps each K-th outer state of the tape, of a segment where there are any, and recomputes those between.",
        HelpName = "K",
    };

    private readonly Option<string?> memoryLimit = new("--memory-limit")
    {
        Description = "The most device memory to use, such as 150MB or 2GB (default all that is free).",
        HelpName = "SIZE",
    };

    private readonly Option<IntegratorKind?> integrator = new("--integrator")
    {
        Description = "How all devices are integrated: adaptive (default), exponential, rosenbrock or euler; the latter where --substeps or the gradient method ask for it.",
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
        Option[] all = [config, data, set, seed, device, epochs, gradient, segment, tapeEvery, memoryLimit, integrator, substeps, precision];
        foreach (Option option in all.Where(option => !without.Contains(option.Name)))
            command.Add(option);
        DeviceLibraryOption.AddTo(command);
    }

    /// <summary>Everything the user set: keys, then what stands for more than one.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="devices">What the user said of devices, where the command has options for it.</param>
    public RunSettings Settings(ParseResult result, DeviceOptions? devices = null) =>
        new(Sources(result), [.. Changes(result), .. devices?.Changes(result) ?? []]);

    private List<ConfigurationSource> Sources(ParseResult result)
    {
        List<ConfigurationSource> sources = [];
        if (result.GetValue(config) is string file)
            sources.Add(ConfigurationSource.FromFile(file));
        sources.AddRange((result.GetValue(set) ?? []).Select(ConfigurationSource.FromSetting));
        sources.AddRange(Keys(result).Select(entry => ConfigurationSource.FromOption(entry.Option, entry.Key, entry.Value)));
        return sources;
    }

    /// <summary>The file of settings, where one is given.</summary>
    public string? ConfigOf(ParseResult result) => result.GetValue(config);

    /// <summary>What the user set with options that stand for a key each.</summary>
    public IEnumerable<(string Option, string Key, object Value)> Keys(ParseResult result)
    {
        (string Option, string Key, object? Value)[] all =
        [
            ("--data", "data.path", result.GetResult(data) is null ? null : result.GetValue(data)),
            ("--seed", "seed", result.GetValue(seed)),
            ("--device", "device", result.GetValue(device)),
            ("--epochs", "training.epochs", result.GetValue(epochs)),
            ("--gradient", "gradient.method", result.GetValue(gradient)),
            ("--segment", "memory.segment", result.GetValue(segment)),
            ("--tape-every", "memory.tape_every", result.GetValue(tapeEvery)),
            ("--memory-limit", "memory.limit", result.GetValue(memoryLimit)),
            ("--precision", "precision", result.GetValue(precision)),
        ];
        return from entry in all where entry.Value is not null select (entry.Option, entry.Key, entry.Value);
    }

    /// <summary>The integrator and the micro-steps of all devices.</summary>
    private IEnumerable<ConfigurationChange<RunConfiguration>> Changes(ParseResult result)
    {
        if (result.GetValue(substeps) is int number)
            yield return new($"--substeps {number}", run => run.DevicePaths("substeps"), run => WithDevices(run, "--substeps").WithSubsteps(number));
        if (result.GetValue(integrator) is IntegratorKind kind)
            yield return new("--integrator", run => run.DevicePaths("integrator"), run => WithDevices(run, "--integrator").WithIntegrator(kind));
    }

    private static RunConfiguration WithDevices(RunConfiguration run, string option) => run.HasDevices
        ? run
        : throw new BrunoException(ExitCode.Usage, $"{option} is about layers of devices (kind = \"device\"), of which the network has none: leave it out.");

    /// <summary>Whether the user said how devices are integrated.</summary>
    public bool ChoosesIntegrator(ParseResult result) => result.GetResult(integrator) is not null || result.GetResult(substeps) is not null;
}
