using System.CommandLine;
using Bruno.Cli.Rendering;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Catalogue;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Spectre.Console;

namespace Bruno.Cli.Commands;

/// <summary><c>bruno devices</c>: what one can compute on, and what one can compute.</summary>
internal static class DevicesCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string?> model = new("model")
        {
            Description = "A device model, to list its parameters.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<bool> all = new("--all") { Description = "Lists also what was found and cannot be used, and why." };
        Option<bool> json = new("--json") { Description = "Prints JSON, with all of it." };
        Command command = new("devices", """
            Lists the compute devices of this machine (for --device), the driver libraries that were looked for, and the device
            models (for simulate and networks).

            --device auto, the default of most commands, takes the best GPU that works, else the CPU: CUDA before OpenCL, then a
            GPU with memory of its own before one that shares the host's, then the one with the most memory. OpenCL on a CPU is
            used only where it is asked for by name.

            Examples:
              bruno devices
              bruno devices --all              why is my GPU not listed?
              bruno devices felif              parameters of a model, with units and sources
              bruno devices new my-neuron      a device as a text file, to change
              bruno devices check my-neuron.toml
              bruno devices --device-library my-devices.dll
              bruno devices import cell.va --output cell.toml
            """);
        command.Add(model);
        command.Add(all);
        command.Add(json);
        DeviceLibraryOption.AddTo(command);
        command.Add(DevicesCheckCommand.Create());
        command.Add(DevicesImportCommand.Create());
        command.Add(DevicesNewCommand.Create());
        command.SetAction(result => (int)(result.GetValue(model) is string name
            ? result.GetValue(all) ? throw new BrunoException(ExitCode.Usage, "--all is about compute devices: leave it or the model out.")
            : ListParameters(DeviceCatalogue.Find(name), result.GetValue(json))
            : ListDevices(result.GetValue(all), result.GetValue(json))));
        return command;
    }

    private static ExitCode ListDevices(bool all, bool json)
    {
        DeviceInventory inventory = ComputeDevice.Inventory();
        if (json)
        {
            Console.Out.Write(JsonFile.ToText(new
            {
                ComputeDevices = inventory.Devices,
                UnusableDevices = inventory.Unusable,
                DriverLibraries = inventory.Libraries,
                DeviceModels = DeviceCatalogue.Models.Select(model => new { model.Name, model.Description, Origin = DeviceCatalogue.OriginOf(model.Name) }),
            }));
            return ExitCode.Ok;
        }

        DeviceInventoryView.Write(inventory, all);
        Table models = new Table().Title("Device models").AddColumns("model", "origin", "description");
        foreach (IDeviceModel model in DeviceCatalogue.Models)
            models.AddRow(model.Name, Markup.Escape(DeviceCatalogue.OriginOf(model.Name)), Markup.Escape(model.Description));
        AnsiConsole.Write(models);
        return ExitCode.Ok;
    }

    private static ExitCode ListParameters(IDeviceModel model, bool json)
    {
        if (json)
        {
            Console.Out.Write(JsonFile.ToText(model.Parameters));
            return ExitCode.Ok;
        }

        WriteParameters(model);
        return ExitCode.Ok;
    }

    /// <summary>Writes a table of a model's parameters.</summary>
    public static void WriteParameters(IDeviceModel model)
    {
        Table table = new Table().Title(model.Name).AddColumns("parameter", "default", "unit", "meaning", "source");
        foreach (DeviceParameter parameter in model.Parameters)
        {
            table.AddRow(
                parameter.Name, Format.Exact(parameter.Default), Markup.Escape(parameter.Unit), Markup.Escape(parameter.Meaning),
                Markup.Escape(parameter.Source));
        }

        AnsiConsole.Write(table);
    }
}
