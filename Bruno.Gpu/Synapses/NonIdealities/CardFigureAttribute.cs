namespace Bruno.Gpu.Synapses.NonIdealities;

/// <summary>A setting that device cards of synapses give; its unit and its meaning there are those of the setting.</summary>
/// <param name="name">The name of the figure on cards.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class CardFigureAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
