namespace Bruno.Gpu.Files;

/// <summary>Marks a column that files of earlier versions do not have: there it reads as null.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class OptionalColumnAttribute : Attribute;
