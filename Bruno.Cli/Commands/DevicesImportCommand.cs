using System.CommandLine;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.Models.VerilogA;

namespace Bruno.Cli.Commands;

/// <summary><c>bruno devices import</c>: a Verilog-A module becomes a device as a text file.</summary>
internal static class DevicesImportCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string> file = new("file") { Description = "A Verilog-A file." };
        Option<string?> circuit = new("--circuit") { Description = "What makes a neuron of the device, a TOML file: membrane capacitance, leak, series resistance, terminals, what fires, what resets." };
        Option<string?> output = new("--output") { Description = "The device's file; without it, the name of the Verilog-A file with .toml, in this folder." };
        Option<bool> force = new("--force") { Description = "Writes over a file that is there." };
        Command command = new("import", """
            Translates a Verilog-A module to a device as a text file, to be read, checked, simulated and trained through. States are found in ddt,
            idt, nodes with capacitances, and in variables that the module steps by hand (x = x + rate * (t - t_previous)). What cannot be translated
            is refused by line and column, all at once, with what to do; then it exits with 2 and writes nothing. What is assumed, decided by the
            values of parameters, or left out because it has no influence is said, and written into the file.

            Without --circuit the first terminal is the membrane and the second is grounded, a capacitance is chosen that the device discharges in
            about 10 ms, and it fires at 1 V: all of it parameters in the file. The keys of a circuit are in docs/your-own-device.md.

            Examples:
              bruno devices import cell.va
              bruno devices import cell.va --circuit circuit.toml --output cell.toml
              bruno devices check cell.toml
            """);
        command.Add(file);
        command.Add(circuit);
        command.Add(output);
        command.Add(force);
        command.SetAction(result =>
        {
            string source = result.GetRequiredValue(file), path = result.GetValue(output) ?? Path.GetFileNameWithoutExtension(source) + ".toml";
            OutputPlace.RequireFree(path, result.GetValue(force));
            ImportResult import = VerilogImport.ReadFile(source, result.GetValue(circuit), path);
            AtomicFile.WriteText(path, import.Text);
            Write(import, source, path);
            return (int)ExitCode.Ok;
        });
        return command;
    }

    private static void Write(ImportResult import, string source, string path)
    {
        string variables = string.Join(", ", import.Model.Variables.Select(variable => variable.Name));
        string spike = $"{import.Model.Spike.Observed} {(import.Model.Spike.FromBelow ? "above" : "below")} its level";
        Console.Out.WriteLine($"The module '{import.Module}' of {source} is now the device {path}: variables {variables}; it fires with {spike}.");
        foreach (string assumption in import.Assumptions)
            Console.Out.WriteLine($"  Assumed: {assumption}.");
        foreach (string note in import.Notes)
            Console.Out.WriteLine($"  {Path.GetFileName(source)}, {note}.");
        Console.Out.WriteLine($"Check it with: bruno devices check {path}");
    }
}
