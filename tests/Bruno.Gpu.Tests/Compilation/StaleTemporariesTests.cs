using Bruno.Gpu.Compilation;
using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Tests.Compilation;

public sealed class StaleTemporariesTests
{
    /// <summary>
    /// var2 and var3 are values of a loop. The block L_12 swaps them by a temporary, var5; the block L_13 keeps var2 in both, and
    /// reads the temporary though it saved nothing.
    /// </summary>
    private const string Stale = """
        float var2;
        float var3;
        bool var4;
        float var5;
        L_10: ;
        var2 = var1;
        var3 = 0.0f;
        goto L_11;
        L_11: ;
        var4 = (float) var2 > (float) 0.0f;
        if (var4)
        goto L_12;
        goto L_13;
        L_12: ;
        ;
        var5 = var2;
        var2 = var3;
        var3 = var5;
        goto L_11;
        L_13: ;
        var3 = var5;
        goto L_11;
        """;

    [Fact]
    public void AReadInABlockThatSavedNothingIsOfTheValueItself()
    {
        string source = CodeText.OpenCl(Stale);
        Assert.Single(UndefinedReads.Find(CodeText.ReadOpenCl(source)));
        string[] before = source.Split('\n'), after = KernelCode.MendOpenCl("Test", source).Split('\n');
        int[] changed = [.. Enumerable.Range(0, before.Length).Where(line => before[line] != after[line])];
        Assert.Equal("\tvar3 = var2;", after[Assert.Single(changed)]);
        Assert.Equal("\tL_13: ;", after[changed[0] - 1]);
    }

    /// <summary>Definite assignment does not see it: on every path the temporary holds something, though of an earlier round.</summary>
    [Fact]
    public void AReadOfAnEarlierRoundIsMendedToo()
    {
        string source = CodeText.OpenCl("""
            float var2;
            float var3;
            bool var4;
            float var5;
            L_10: ;
            var2 = var1;
            var3 = 0.0f;
            goto L_11;
            L_11: ;
            ;
            var5 = var2;
            var2 = var3;
            var3 = var5;
            goto L_12;
            L_12: ;
            var3 = var5;
            goto L_11;
            """);
        Assert.Empty(UndefinedReads.Find(CodeText.ReadOpenCl(source)));
        Assert.Single(StaleTemporaries.Find(CodeText.ReadOpenCl(source), source.Split('\n')));
        string mended = KernelCode.MendOpenCl("Test", source);
        Assert.EndsWith("\tL_12: ;\n\tvar3 = var2;\n\t goto L_11;\n}\n", mended.Replace("\tgoto", "\t goto", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    /// <summary>A value of a loop that happens to be copied is no temporary.</summary>
    [Fact]
    public void RightCodeStaysAsItIs()
    {
        string source = CodeText.OpenCl(Stale.Replace("L_13: ;\nvar3 = var5;", "L_13: ;\nvar3 = var2;", StringComparison.Ordinal));
        Assert.Equal(source, KernelCode.MendOpenCl("Test", source));
    }

    [Fact]
    public void WindowsLineEndsAreRead() =>
        Assert.Equal(
            KernelCode.MendOpenCl("Test", CodeText.OpenCl(Stale)),
            KernelCode.MendOpenCl("Test", CodeText.OpenCl(Stale).Replace("\n", "\r\n", StringComparison.Ordinal)));

    [Fact]
    public void WhatCannotBeMendedIsRefused()
    {
        BrunoException exception = Assert.Throws<BrunoException>(() => KernelCode.MendOpenCl("Some.Kernel", CodeText.OpenCl("""
            float var2;
            L_10: ;
            var1 = (float)((float) var2 *  (float)var2);
            return ;
            """)));
        Assert.Equal(ExitCode.CheckFailed, exception.ExitCode);
        Assert.Contains("Some.Kernel", exception.Message, StringComparison.Ordinal);
        Assert.Contains("var2", exception.Message, StringComparison.Ordinal);
        Assert.Contains("--device cpu", exception.Message, StringComparison.Ordinal);
        Assert.Throws<BrunoException>(() => KernelCode.MendPtx("Some.Kernel", CodeText.Ptx("mul.f32	%f3, %f2, %f2;\nret;")));
    }
}
