using Bruno.Gpu.Models.Text;
using Bruno.Gpu.Models.VerilogA.Syntax;

namespace Bruno.Gpu.Models.VerilogA;

/// <summary>The lines of a module's file, to be shown in comments.</summary>
internal sealed class ModelSourceLines(ModelSource source)
{
    private const int Longest = 140;

    /// <summary>The name of the file.</summary>
    public string Name { get; } = Path.GetFileName(source.Name);

    /// <summary>A line with its number; of an included file with that file's name.</summary>
    public string At(VerilogPlace place)
    {
        string[] lines = place.Source.Text.Split('\n');
        string line = place.At.Line <= lines.Length ? lines[place.At.Line - 1].Trim().Replace('\t', ' ') : "";
        string shown = new([.. line.Take(Longest).Where(letter => !char.IsControl(letter))]);
        return $"{Where(place)}: {shown}{(line.Length > Longest ? " ..." : "")}";
    }

    /// <summary>The line number; of an included file with that file's name.</summary>
    public string Where(VerilogPlace place) => place.Source == source ? $"line {place.At.Line}" : $"{Path.GetFileName(place.Source.Name)}, line {place.At.Line}";
}
