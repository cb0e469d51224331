namespace Bruno.Gpu.Configuration;

/// <summary>The kinds of value a setting can hold.</summary>
internal enum ValueKind
{
    Scalar,
    Enum,
    List,
    Dictionary,
    Record,
    Settings,
}
