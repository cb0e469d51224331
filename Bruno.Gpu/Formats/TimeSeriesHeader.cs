using System.Globalization;
using System.Text;

namespace Bruno.Gpu.Formats;

/// <summary>The lines with @ of a <see cref="TimeSeriesFile"/>; their names are written in upper or lower case.</summary>
internal sealed class TimeSeriesHeader
{
    /// <summary>The name of the problem.</summary>
    public string Problem { get; private set; } = "";

    /// <summary>The names of the classes, or null where there are none.</summary>
    public IReadOnlyList<string>? Classes { get; private set; }

    /// <summary>Whether a number to be predicted stands last in each line.</summary>
    public bool HasTargets { get; private set; }

    /// <summary>How many dimensions each series has, where it is said.</summary>
    public int? Dimensions { get; private set; }

    /// <summary>How many steps each series has, where it is said.</summary>
    public int? Steps { get; private set; }

    /// <summary>Whether all series are said to have as many steps.</summary>
    public bool EqualLength { get; private set; }

    /// <summary>Reads a line.</summary>
    /// <returns>Whether it was @data, the last.</returns>
    public bool Read(ReadOnlySpan<byte> text, int line, Faults faults)
    {
        string[] words = Encoding.UTF8.GetString(text).Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        string name = words[0].ToLowerInvariant();
        string value = words.Length > 1 ? words[1] : "";
        switch (name)
        {
            case "@data":
                return true;
            case "@problemname":
                Problem = string.Join(' ', words.Skip(1));
                break;
            case "@timestamps":
                if (IsTrue(value, name, line, faults))
                    faults.Add(line, "the series have time stamps, which are not read: bring them to equal time steps and write values alone, with @timestamps false");
                break;
            case "@missing":
                IsTrue(value, name, line, faults);
                break;
            case "@univariate":
                if (IsTrue(value, name, line, faults))
                    Dimensions ??= 1;
                break;
            case "@dimensions" or "@dimension":
                Dimensions = Whole(value, name, line, faults);
                break;
            case "@equallength":
                EqualLength = IsTrue(value, name, line, faults);
                break;
            case "@serieslength":
                // Files of unequal lengths write 0 or leave it out.
                Steps = Whole(value, name, line, faults);
                break;
            case "@classlabel":
                if (IsTrue(value, name, line, faults))
                    ReadClasses(words, line, faults);
                break;
            case "@targetlabel":
                HasTargets = IsTrue(value, name, line, faults);
                break;
            default:
                faults.Add(line, name[0] == '@'
                    ? $"'{words[0]}' is not known in the header of a .ts file (is it an .arff file? The archive has .ts files too)"
                    : "a series stands before the line @data: is the header cut off?");
                break;
        }

        return false;
    }

    private void ReadClasses(string[] words, int line, Faults faults)
    {
        string[] names = words[2..];
        Classes = names;
        if (names.Length == 0)
            faults.Add(line, "@classLabel true must be followed by the names of the classes");
        else if (names.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            faults.Add(line, $"the class '{twice.Key}' is named twice");
    }

    private static bool IsTrue(string value, string name, int line, Faults faults)
    {
        if (!bool.TryParse(value, out bool result))
            faults.Add(line, $"{name} must be followed by true or false, not by '{value}'");
        return result;
    }

    private static int? Whole(string value, string name, int line, Faults faults)
    {
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int result))
            return result == 0 ? null : result;
        faults.Add(line, $"{name} must be followed by a whole number, not by '{value}'");
        return null;
    }
}
