namespace Bruno.Gpu.Datasets;

/// <summary>A raw recording of the simulated fingertip.</summary>
/// <param name="Letter">Index in <see cref="BrailleAlphabet.Names"/>.</param>
/// <param name="Repetition">Number of the recording of this letter, from 0.</param>
/// <param name="Samples">Number of readings, 40 a second.</param>
/// <param name="Counts">Sensor counts 0 to 255, time-major [samples × 12 taxels]; taxel number n is column n - 1.</param>
internal sealed record TactileRecording(int Letter, int Repetition, int Samples, byte[] Counts);
