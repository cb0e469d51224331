using System.Text.RegularExpressions;
using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Models;

/// <summary>The model that <c>bruno devices new</c> writes: a leaky neuron with one internal variable, to be changed.</summary>
internal static partial class ModelTemplate
{
    /// <summary>Its text.</summary>
    /// <param name="name">The name of the model: letters, digits, <c>-</c> and <c>_</c>.</param>
    /// <exception cref="BrunoException">The name is none (<see cref="ExitCode.Usage"/>).</exception>
    public static string Text(string name) => Name().IsMatch(name)
        ? $$"""
            # A device: its parameters, its equations and when it fires. All numbers in equations are in SI units, whatever unit they are shown in.
            # Check it with: bruno devices check {{name}}.toml
            name = "{{name}}"
            description = "leaky neuron that adapts to its own activity"
            source = "an example to start from"
            potential = "V"                       # which variable is the membrane potential

            # The input: its name in equations, and the range that the device is meant for (bruno devices check looks at it).
            [input]
            name = "I"
            unit = "nA"
            low = -5
            high = 10

            # Each parameter: a value in a unit, what it is, where it comes from. It must be positive unless it says signed = true, or low = ...
            # varies = true: it differs from device to device on a chip.
            [parameters]
            capacitance = { value = 10, unit = "pF", meaning = "membrane capacitance", source = "assumption", varies = true }
            leak = { value = 1, unit = "nS", meaning = "conductance of the leak", source = "assumption", varies = true }
            adaptation_time = { value = 50, unit = "ms", meaning = "time constant of the adaptation", source = "assumption" }
            adaptation_step = { value = 0.2, unit = "nA", meaning = "what a spike adds to the adaptation", source = "assumption", varies = true }
            threshold = { value = 1, unit = "V", meaning = "potential at which the neuron fires", source = "assumption" }
            reset_potential = { value = 0, unit = "V", meaning = "potential after a spike", source = "assumption", signed = true }

            # Each variable: its rate per second, its start, what a spike makes of it, and its bounds (every step is clipped to them).
            [variables.V]
            unit = "V"
            meaning = "membrane potential"
            rate = "(I - leaked - A) / capacitance"
            initial = 0
            reset = "reset_potential"             # "keep", or no reset at all: a spike leaves the variable as it is
            low = -2
            high = 2

            [variables.A]
            unit = "nA"
            meaning = "adaptation current"
            rate = "-A / adaptation_time"
            initial = 0
            reset = "min(A + adaptation_step, 5 nA)"
            low = 0
            high = 5

            # Names for parts of the equations, in any order. A unit is optional; where it is given, it is checked.
            # hold(x) marks a rate whose derivative BRUNO's gradient leaves out: use it on what grows exponentially.
            [quantities]
            leaked = { value = "leak * V", unit = "A" }

            # Quantities that a simulation shows.
            [observables]
            membrane_current = { value = "I - leaked - A", unit = "nA", meaning = "current that charges the membrane" }

            # A variable or an observable beyond a level: >= or >, <= or <.
            [spike]
            when = "V >= threshold"

            # Optional, for estimates of energy.
            [energy]
            spike_energy = "capacitance * threshold^2"
            static_power = "leak * threshold^2"

            """
        : throw new BrunoException(ExitCode.Usage, $"'{name}' cannot be the name of a model: letters, digits, '-' and '_', beginning with a letter.");

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_-]{0,63}$")]
    private static partial Regex Name();
}
