using System.Reflection;

namespace Bruno.Gpu.Configuration;

/// <summary>A property of a configuration record that TOML can set.</summary>
/// <param name="Key">Its name in TOML.</param>
/// <param name="Info">The property.</param>
/// <param name="Shape">What it holds.</param>
/// <param name="MayBeNull">Whether its declared type admits null.</param>
/// <param name="Required">Whether it is declared <c>required</c>.</param>
/// <param name="Number">Its range and unit, where it is a number that says so.</param>
internal sealed record RecordProperty(string Key, PropertyInfo Info, ValueShape Shape, bool MayBeNull, bool Required, NumberAttribute? Number);
