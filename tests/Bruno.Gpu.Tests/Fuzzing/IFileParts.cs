namespace Bruno.Gpu.Tests.Fuzzing;

/// <summary>Takes files apart and puts them together again so that lengths and checksums fit, whatever the parts are then.</summary>
internal interface IFileParts
{
    /// <summary>The parts of a whole file, by name; one of them is mutated.</summary>
    IReadOnlyList<(string Name, byte[] Content)> Take(byte[] file);

    /// <summary>A file of these parts.</summary>
    byte[] Put(IReadOnlyList<(string Name, byte[] Content)> parts);
}
