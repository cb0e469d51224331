using System.Globalization;
using System.Text;
using Bruno.Gpu.Configuration;

namespace Bruno.Gpu.Cards;

/// <summary>Writes the card of a neuron: a model, and values of its parameters with where they are from.</summary>
internal sealed class CardText
{
    private readonly StringBuilder text = new();

    /// <summary>A card without values yet.</summary>
    /// <param name="remark">What it is, in a sentence; its first line.</param>
    /// <param name="model">The model: a name, or the path of a text as the card sees it.</param>
    /// <param name="description">What it describes.</param>
    /// <param name="warnings">What its reader should know.</param>
    public CardText(string remark, string model, string description, IEnumerable<string>? warnings = null)
    {
        text.Append(CultureInfo.InvariantCulture, $"# {remark}\n");
        foreach (string warning in warnings ?? [])
            text.Append(CultureInfo.InvariantCulture, $"# Warning: {warning.ReplaceLineEndings(" ")}\n");
        text.Append(CultureInfo.InvariantCulture, $"kind = \"neuron\"\nmodel = {TomlText.Quote(model)}\ndescription = {TomlText.Quote(description)}\n");
    }

    /// <summary>Adds a value.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="value">Its value, in its unit.</param>
    /// <param name="unit">The unit; empty for numbers without.</param>
    /// <param name="error">Its standard error, where it has one.</param>
    /// <param name="source">Where it is from.</param>
    public void Add(string name, double value, string unit, double? error, string source)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n[values.{TomlText.Key(name)}]\nvalue = {TomlText.Number(value)}\n");
        if (error is double known)
            text.Append(CultureInfo.InvariantCulture, $"standard_error = {TomlText.Number(known)}\n");
        text.Append(CultureInfo.InvariantCulture, $"unit = {TomlText.Quote(unit.Length > 0 ? unit : "1")}\nsource = {TomlText.Quote(source)}\n");
    }

    /// <inheritdoc/>
    public override string ToString() => text.ToString();
}
