using System.Globalization;
using System.Reflection;

namespace Bruno.Gpu.Configuration;

/// <summary>Asks every record of a bound tree for its own faults.</summary>
internal static class ConfigurationValidation
{
    public static void Check(object record, Binding binding, string path = "")
    {
        // A record with a value that could not be bound holds a default there; what it says of itself would mislead.
        if (!binding.HasUnbound(path))
        {
            foreach (Fault fault in OwnFaults(record))
            {
                string faultPath = Binding.Join(path, fault.Key);
                binding.Faults.Add(new ConfigurationFault(binding.OriginOf(faultPath), faultPath, fault.Message));
            }
        }

        foreach (RecordProperty property in RecordModel.For(record.GetType()).Properties)
        {
            string propertyPath = Binding.Join(path, property.Key);
            object? value = property.Info.GetValue(record);
            if (value is null)
            {
                if (!property.MayBeNull && !binding.HasUnbound(propertyPath))
                    binding.Faults.Add(new ConfigurationFault(binding.OriginOf(propertyPath), propertyPath, "must be given"));
            }
            else if (property.Shape.Kind == ValueKind.Record)
            {
                Check(value, binding, propertyPath);
            }
            else if (property.Shape is { Kind: ValueKind.List, Element.Kind: ValueKind.Record })
            {
                int index = 0;
                foreach (object? item in Binding.Items(value))
                    Check(item!, binding, string.Create(CultureInfo.InvariantCulture, $"{propertyPath}[{index++}]"));
            }
        }
    }

    // Records of layers that do not know this namespace say the same with a plain method that returns texts.
    private static IEnumerable<Fault> OwnFaults(object record)
    {
        if (record is IValidated validated)
            return validated.Validate();
        MethodInfo? method = record.GetType().GetMethod("Validate", BindingFlags.Public | BindingFlags.Instance, Type.EmptyTypes);
        return method is null || !typeof(System.Collections.IEnumerable).IsAssignableFrom(method.ReturnType)
            ? []
            : method.Invoke(record, null) switch
            {
                IEnumerable<Fault> faults => faults,
                IEnumerable<string> messages => messages.Select(message => new Fault("", message)),
                _ => [],
            };
    }
}
