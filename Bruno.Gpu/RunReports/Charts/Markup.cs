using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace Bruno.Gpu.RunReports.Charts;

/// <summary>Elements of HTML and SVG, escaped by System.Xml.Linq; what cannot stand in a document at all becomes a replacement character.</summary>
internal static class Markup
{
    /// <summary>An element. Texts among the content are texts, whatever they look like.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="content">Attributes, elements, texts, and lists of them; null is nothing.</param>
    public static XElement E(string name, params ReadOnlySpan<object?> content)
    {
        XElement element = new(name);
        foreach (object? part in content)
            element.Add(part is string text ? Clean(text) : part);
        return element;
    }

    /// <summary>An element of HTML that has an end even where it is empty, as browsers want it.</summary>
    public static XElement Block(string name, params ReadOnlySpan<object?> content)
    {
        XElement element = E(name, content);
        if (element.IsEmpty)
            element.Add("");
        return element;
    }

    /// <summary>An attribute.</summary>
    public static XAttribute A(string name, string value) => new(name, Clean(value));

    /// <summary>An attribute that is a number, short: hundredths of a pixel are enough.</summary>
    public static XAttribute A(string name, double value) => new(name, Number(value));

    /// <summary>A number of a drawing.</summary>
    public static string Number(double value) => Math.Round(value, 2).ToString(CultureInfo.InvariantCulture);

    /// <summary>A text without characters that documents cannot have.</summary>
    public static string Clean(string text)
    {
        if (text.All(letter => XmlConvert.IsXmlChar(letter)))
            return text;
        char[] clean = text.ToCharArray();
        for (int i = 0; i < clean.Length; ++i)
        {
            bool isPair = i + 1 < clean.Length && XmlConvert.IsXmlSurrogatePair(clean[i + 1], clean[i]);
            if (isPair)
                ++i;
            else if (!XmlConvert.IsXmlChar(clean[i]))
                clean[i] = '\ufffd';
        }

        return new(clean);
    }
}
