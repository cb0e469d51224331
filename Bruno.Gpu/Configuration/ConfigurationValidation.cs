using System.Globalization;

namespace Bruno.Gpu.Configuration;

/// <summary>Checks a tree of records: numbers against their ranges (<see cref="NumberAttribute"/>), and what records say of themselves.</summary>
internal static class ConfigurationValidation
{
    public static void Check(object record, Binding binding, string path = "")
    {
        RecordModel model = RecordModel.For(record.GetType());
        foreach (RecordProperty property in model.Properties)
        {
            string propertyPath = Binding.Join(path, property.Key);
            if (property.Number is { } number && !binding.HasUnbound(propertyPath))
                CheckRange(number, property.Info.GetValue(record), binding, propertyPath);
        }

        // A record with a value that could not be bound holds a default there; what it says of itself would mislead.
        if (record is IValidated validated && !binding.HasUnbound(path))
        {
            foreach (Fault fault in validated.Validate())
            {
                // A value that is out of its range need not fit the others besides.
                string faultPath = Binding.Join(path, fault.Key);
                if (binding.Faults.All(known => known.Path != faultPath))
                    binding.Add(faultPath, fault.Message);
            }
        }

        foreach (RecordProperty property in model.Properties)
        {
            string propertyPath = Binding.Join(path, property.Key);
            object? value = property.Info.GetValue(record);
            if (value is null)
            {
                if (!property.MayBeNull && !binding.HasUnbound(propertyPath))
                    binding.Add(propertyPath, "must be given");
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

    private static void CheckRange(NumberAttribute number, object? value, Binding binding, string path)
    {
        switch (value)
        {
            case null or string:
                break;
            case System.Collections.IEnumerable when value.GetType().GetInterfaces().Any(type => type.Name.StartsWith("IReadOnlyDictionary", StringComparison.Ordinal)):
                foreach ((string key, object? entry) in Binding.Entries(value))
                    CheckRange(number, entry, binding, Binding.Join(path, key));
                break;
            case System.Collections.IEnumerable:
                int index = 0;
                foreach (object? item in Binding.Items(value))
                    CheckRange(number, item, binding, string.Create(CultureInfo.InvariantCulture, $"{path}[{index++}]"));
                break;
            case IConvertible scalar when !number.Contains(scalar.ToDouble(CultureInfo.InvariantCulture)):
                binding.Add(path, number.Describe(scalar.ToDouble(CultureInfo.InvariantCulture)));
                break;
        }
    }
}
