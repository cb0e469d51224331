namespace Bruno.Gpu.Configuration;

/// <summary>Something wrong with a value that has the right type, as found by the record that holds it.</summary>
/// <param name="Key">
/// The key relative to that record, as written in TOML: <c>learning_rate</c>, <c>layers[2].outputs</c>; empty for the record itself.
/// </param>
/// <param name="Message">What is wrong, with the allowed range: "must be positive, is -3".</param>
public readonly record struct Fault(string Key, string Message);
