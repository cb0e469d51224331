using System.Globalization;

namespace Bruno.Gpu.Models.VerilogA.Syntax;

/// <summary>The faults and notes of one import: collected, so that all are reported at once.</summary>
internal sealed class VerilogFaults
{
    private const int Most = 50;

    private readonly List<VerilogFault> faults = [];
    private readonly List<VerilogFault> notes = [];

    /// <summary>How many faults there are.</summary>
    public int Count => faults.Count;

    /// <summary>What the user should know of a translation that succeeded, in the order of the file.</summary>
    public IEnumerable<string> Notes => notes.Distinct().OrderBy(note => note.Place.At)
        .Select(note => string.Create(CultureInfo.InvariantCulture, $"line {note.Place.At.Line}: {note.Message}"));

    public void Add(VerilogPlace place, string message) => faults.Add(new(place, message));

    public void Note(VerilogPlace place, string message) => notes.Add(new(place, message));

    /// <summary>Throws where there are faults.</summary>
    /// <exception cref="VerilogException">It lists all of them, in the order of the file.</exception>
    public void Require()
    {
        if (faults.Count > 0)
            throw new VerilogException([.. faults.Distinct().OrderBy(fault => fault.Place.At).Take(Most)], faults.Distinct().Count());
    }
}
