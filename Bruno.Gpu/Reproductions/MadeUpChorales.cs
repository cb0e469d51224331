using Bruno.Gpu.Datasets;
using Bruno.Gpu.Files;
using Bruno.Gpu.RandomNumbers;

namespace Bruno.Gpu.Reproductions;

/// <summary>
/// A small file in the form of the chorales, for trying things out where the real ones are not there: four voices that wander through the
/// scale of C major, each within its own octave and a half. What is learned of it says nothing about music.
/// </summary>
internal static class MadeUpChorales
{
    private const int Training = 16, Others = 6, ShortestSteps = 24, LongestSteps = 48;

    /// <summary>Degrees of the scale that a voice may be above its lowest note.</summary>
    private const int Range = 11;

    private static readonly int[] Scale = [0, 2, 4, 5, 7, 9, 11];

    /// <summary>The lowest notes of bass, tenor, alto and soprano, C2 to C4.</summary>
    private static readonly int[] Lowest = [36, 48, 48, 60];

    /// <summary>Writes the file into a folder of data sets; the same one every time.</summary>
    /// <param name="folder">The folder, as data.folder names it.</param>
    /// <exception cref="Errors.BrunoException">It cannot be written.</exception>
    public static void Write(string folder)
    {
        uint number = 0;
        string path = ChoralesDataset.PathOf(folder);
        OutputPlace.MakeFolder(Path.GetDirectoryName(path)!, force: true);
        JsonFile.Write(path, new { train = Songs(Training), valid = Songs(Others), test = Songs(Others) });

        int[][][] Songs(int count) => [.. Enumerable.Range(0, count).Select(_ => Song(new CounterRandom(0, (uint)RandomStream.MadeUpChorales, 0, number++)))];
    }

    private static int[][] Song(CounterRandom random)
    {
        int steps = (int)random.NextUniform(ShortestSteps, LongestSteps);
        int[] degrees = [.. Lowest.Select(_ => (int)random.NextUniform(0, Range))];
        int[][] song = new int[steps][];
        for (int step = 0; step < steps; ++step)
        {
            for (int voice = 0; voice < degrees.Length; ++voice)
                degrees[voice] = Math.Clamp(degrees[voice] + (int)random.NextUniform(0, 3) - 1, 0, Range);
            song[step] = [.. degrees.Select((degree, voice) => Lowest[voice] + 12 * (degree / Scale.Length) + Scale[degree % Scale.Length]).Distinct().Order()];
        }

        return song;
    }
}
