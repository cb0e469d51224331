namespace Bruno.Gpu.Models.Compilation;

/// <summary>A number in code that is made of a model: the name that holds it.</summary>
/// <param name="Code">The name, or a sign and a name.</param>
/// <param name="IsReal">Whether it has no derivatives: a constant of the device, or what is chosen among such by a comparison.</param>
internal readonly record struct Operand(string Code, bool IsReal)
{
    /// <summary>The type of the number.</summary>
    public string Type => IsReal ? "TReal" : "TScalar";

    /// <summary>The number with derivatives, which may all be 0.</summary>
    public string AsScalar => IsReal ? $"TScalar.Constant({Code})" : Code;

    /// <summary>The number without derivatives.</summary>
    public string AsReal => IsReal ? Code : $"{Code}.Value";
}
