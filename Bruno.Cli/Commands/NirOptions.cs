using System.CommandLine;
using Bruno.Cli.CommandLine;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Nir;

namespace Bruno.Cli.Commands;

/// <summary>The options that say what NIR leaves open.</summary>
internal sealed class NirOptions
{
    private readonly Option<double?> step = Quantity.Length.Optional(
        "--dt", "The length of a step, such as 1e-4 (seconds) or 0.1ms: NIR describes neurons in continuous time.", "SECONDS");

    private readonly Option<NirDiscretisation> discretisation = new("--discretisation")
    {
        Description = "How equations become steps: euler (forward Euler, the synaptic current first; default) or exponential (their solution while the input is held).",
        HelpName = "euler|exponential",
    };

    private readonly Option<ResetKind> reset = new("--reset")
    {
        Description = "What a spike does to the potential: zero (to v_reset, 0 where it is not given; default) or subtract (v_threshold - v_reset).",
        HelpName = "zero|subtract",
    };

    /// <summary>Makes the options.</summary>
    /// <param name="isStepRequired">Whether the length of a step must be given.</param>
    public NirOptions(bool isStepRequired = true) => step.Required = isStepRequired;

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="withReset">Whether it asks for the reset.</param>
    public void AddTo(Command command, bool withReset)
    {
        command.Add(step);
        command.Add(discretisation);
        if (withReset)
            command.Add(reset);
    }

    /// <summary>The options that the user gave.</summary>
    public IEnumerable<string> Given(ParseResult result) =>
        new Option[] { step, discretisation, reset }.Where(option => result.GetResult(option) is { Implicit: false }).Select(option => option.Name);

    /// <summary>What the user said.</summary>
    /// <exception cref="BrunoException">The step is missing or not positive.</exception>
    public NirTiming Of(ParseResult result) => new NirTiming(
        result.GetValue(step) ?? throw new BrunoException(ExitCode.Usage, "--dt is needed with --network: NIR describes neurons in continuous time. Give the length of a step that the network is meant for, such as 1e-4."),
        result.GetValue(discretisation),
        result.GetResult(reset) is null ? ResetKind.Zero : result.GetValue(reset)).Check();
}
