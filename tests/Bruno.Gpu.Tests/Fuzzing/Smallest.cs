using System.Diagnostics;

namespace Bruno.Gpu.Tests.Fuzzing;

/// <summary>Makes an input small that violates something: blocks are left out as long as it still does, of halves of it down to bytes.</summary>
internal static class Smallest
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>A part of an input that violates the same.</summary>
    /// <param name="input">The input.</param>
    /// <param name="kind">What it violates.</param>
    /// <param name="judge">Says what inputs violate.</param>
    public static byte[] Of(byte[] input, string kind, FuzzJudge judge)
    {
        Stopwatch watch = Stopwatch.StartNew();
        for (int block = input.Length / 2; block > 0; block /= 2)
        {
            for (int at = 0; at + block <= input.Length;)
            {
                if (watch.Elapsed > Patience)
                    return input;
                byte[] less = [.. input[..at], .. input[(at + block)..]];
                if (judge.Judge(less, out _)?.Kind == kind)
                    input = less;
                else
                    at += block;
            }
        }

        return input;
    }
}
