using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Tests.Fuzzing;
using SharpFuzz;

namespace Bruno.Fuzzing;

/// <summary>
/// What afl-fuzz runs, with a Bruno.Gpu.dll that tells which branches an input takes: <c>FORMAT</c> reads inputs as they come,
/// <c>--seeds FORMAT FOLDER</c> writes whole files of the format to begin with. See scripts/fuzz-coverage.sh.
/// </summary>
internal static class Program
{
    private static void Main(string[] arguments)
    {
        if (arguments is ["--seeds", string wanted, string place])
        {
            using ComputeDevice device = ComputeDevice.Open("cpu");
            using FuzzedFormats formats = new(device);
            foreach ((int number, byte[] seed) in formats.Find(wanted).Seeds.Index())
                File.WriteAllBytes(Path.Combine(place, $"seed-{number}"), seed);
            return;
        }

        // Nothing that tells of its branches may run before there is somewhere to tell it.
        Lazy<FuzzJudge> judge = new(() => JudgeOf(arguments[0]));
        Fuzzer.Run(stream =>
        {
            using MemoryStream input = new();
            stream.CopyTo(input);
            if (judge.Value.Judge(input.ToArray(), out _) is var (_, text))
                throw new InvalidOperationException(text);
        });
    }

    private static FuzzJudge JudgeOf(string name)
    {
        FuzzedFormat format = new FuzzedFormats(ComputeDevice.Open("cpu")).Find(name);
        string folder = Directory.CreateTempSubdirectory("bruno-fuzz-").CreateSubdirectory("in").FullName;
        format.Prepare?.Invoke(folder);
        return new(format, folder);
    }
}
