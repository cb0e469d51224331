using System.CommandLine;
using Bruno.Cli.Rendering;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Reporting;
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
        Option<bool> json = new("--json") { Description = "Prints JSON." };
        Command command = new("devices", """
            Lists the compute devices of this machine (for --device) and the device models (for simulate and networks).

            Examples:
              bruno devices
              bruno devices felif              parameters of a model, with units and sources
            """);
        command.Add(model);
        command.Add(json);
        command.SetAction(result => (int)(result.GetValue(model) is string name
            ? ListParameters(DeviceCatalogue.Find(name), result.GetValue(json))
            : ListDevices(result.GetValue(json))));
        return command;
    }

    private static ExitCode ListDevices(bool json)
    {
        IReadOnlyList<ComputeDeviceDescription> devices = ComputeDevice.List();
        if (json)
        {
            Console.Out.Write(JsonFile.ToText(new
            {
                ComputeDevices = devices,
                DeviceModels = DeviceCatalogue.Models.Select(model => new { model.Name, model.Description }),
            }));
            return ExitCode.Ok;
        }

        Table compute = new Table().Title("Compute devices").AddColumns("--device", "model", "memory", "multiprocessors");
        foreach (ComputeDeviceDescription device in devices)
        {
            compute.AddRow(
                device.Name, Markup.Escape(device.Model), Format.Megabytes(device.MemoryBytes), Format.Number(device.Multiprocessors));
        }

        Table models = new Table().Title("Device models").AddColumns("model", "description");
        foreach (IDeviceModel model in DeviceCatalogue.Models)
            models.AddRow(model.Name, Markup.Escape(model.Description));
        AnsiConsole.Write(compute);
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

        Table table = new Table().Title(model.Name).AddColumns("parameter", "default", "unit", "meaning", "source");
        foreach (DeviceParameter parameter in model.Parameters)
        {
            table.AddRow(
                parameter.Name, Format.Exact(parameter.Default), Markup.Escape(parameter.Unit), Markup.Escape(parameter.Meaning),
                Markup.Escape(parameter.Source));
        }

        AnsiConsole.Write(table);
        return ExitCode.Ok;
    }
}
