using Bruno.Gpu.Compilation;

namespace Bruno.Gpu.Tests.Compilation;

public sealed class LostCopiesTests
{
    /// <summary>do { previous = x; x = next(x); } while (x &lt; 100); return previous; with the copy of ILGPU 1.5.3.</summary>
    private const string LostInOpenCl = """
        float var2;
        float var3;
        bool var4;
        L_10: ;
        var2 = var1;
        goto L_11;
        L_11: ;
        var3 = (float)((float) var2 *  (float)3.0f);
        var4 = (float) var3 < (float) 100.0f;
        var2 = var3;
        if (var4)
        goto L_11;
        goto L_12;
        L_12: ;
        var1 = (float)((float) var2 +  (float)1.0f);
        return ;
        """;

    [Fact]
    public void AValueThatIsReadAfterItsLoopIsFound()
    {
        CodeFinding finding = Assert.Single(LostCopies.Find(CodeText.ReadOpenCl(CodeText.OpenCl(LostInOpenCl))));
        Assert.StartsWith("var2 gets its next value before a branch", finding.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void WhereOnlyTheNextValueIsReadNothingIsLost() => Assert.Empty(LostCopies.Find(CodeText.ReadOpenCl(CodeText.OpenCl(
        LostInOpenCl.Replace("(float) var2 +", "(float) var3 +", StringComparison.Ordinal)))));

    /// <summary>A value that stays the same is copied to itself, by way of a temporary.</summary>
    [Fact]
    public void ACopyOfAValueToItselfLosesNothing() => Assert.Empty(LostCopies.Find(CodeText.ReadOpenCl(CodeText.OpenCl(
        LostInOpenCl.Replace("var2 = var3;", "var3 = var2;\nvar2 = var3;", StringComparison.Ordinal)))));

    [Fact]
    public void TheSameIsFoundInPtx() => Assert.Single(LostCopies.Find(CodeText.ReadPtx(CodeText.Ptx("""
        ld.param.f32	%f1, [_lane_1];
        mov.f32	%f2, %f1;
        L_1:
        mul.f32	%f3, %f2, 0f40400000;
        setp.lt.f32	%p1, %f3, 0f42C80000;
        mov.f32	%f2, %f3;
        @%p1 bra	L_1;
        L_2:
        add.f32	%f4, %f2, 0f3F800000;
        ret;
        """))));
}
