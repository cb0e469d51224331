using Bruno.Gpu.Compilation;

namespace Bruno.Gpu.Tests.Compilation;

public sealed class UndefinedReadsTests
{
    private const string OneBranchOnly = """
        float var2;
        bool var3;
        L_10: ;
        var3 = (float) var1 > (float) 0.0f;
        if (var3)
        goto L_11;
        goto L_12;
        L_11: ;
        var2 = 1.0f;
        goto L_12;
        L_12: ;
        var1 = (float)((float) var2 *  (float)var2);
        return ;
        """;

    private const string OneBranchOnlyInPtx = """
        ld.param.f32	%f1, [_lane_1];
        setp.gt.f32	%p1, %f1, 0f00000000;
        @%p1 bra	L_2;
        L_1:
        mov.f32	%f2, 0f3F800000;
        bra	L_2;
        L_2:
        mul.f32	%f3, %f2, %f2;
        ret;
        """;

    [Fact]
    public void AVariableThatOneBranchWritesIsFound()
    {
        CodeFinding finding = Assert.Single(UndefinedReads.Find(CodeText.ReadOpenCl(CodeText.OpenCl(OneBranchOnly))));
        Assert.StartsWith("var2 is read on a path", finding.Problem, StringComparison.Ordinal);
        finding = Assert.Single(UndefinedReads.Find(CodeText.ReadPtx(CodeText.Ptx(OneBranchOnlyInPtx))));
        Assert.StartsWith("%f2 is read on a path", finding.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void WrittenOnBothBranchesItIsRight()
    {
        Assert.Empty(UndefinedReads.Find(CodeText.ReadOpenCl(CodeText.OpenCl(
            OneBranchOnly.Replace("bool var3;", "bool var3;\nvar2 = 2.0f;", StringComparison.Ordinal)))));
        Assert.Empty(UndefinedReads.Find(CodeText.ReadPtx(CodeText.Ptx("mov.f32	%f2, 0f3F800000;\n" + OneBranchOnlyInPtx))));
    }

    /// <summary>The first round of a loop reads what only its end writes.</summary>
    [Fact]
    public void ALoopThatReadsBeforeItWritesIsFound() => Assert.Single(UndefinedReads.Find(CodeText.ReadOpenCl(CodeText.OpenCl("""
        float var2;
        bool var3;
        L_10: ;
        var3 = (float) var2 > (float) 0.0f;
        var2 = var1;
        if (var3)
        goto L_10;
        goto L_11;
        L_11: ;
        return ;
        """))));

    [Fact]
    public void AStructIsWrittenWithAllOfItsFields()
    {
        const string Body = """
            struct type_1 var2;
            struct type_1 var3;
            L_10: ;
            var2.field_0 = var1;
            var2.field_1 = var0;
            var3 = var2;
            var1 = var3.field_0;
            return ;
            """;
        Assert.Empty(UndefinedReads.Find(CodeText.ReadOpenCl(CodeText.OpenCl(Body))));
        Assert.Equal(
            "var2 is read on a path on which it was not written",
            Assert.Single(UndefinedReads.Find(CodeText.ReadOpenCl(CodeText.OpenCl(
                Body.Replace("var2.field_1 = var0;", "", StringComparison.Ordinal))))).Problem);
    }

    /// <summary>Every case of a switch is a way to go on.</summary>
    [Fact]
    public void ACaseThatWritesNothingIsFound()
    {
        const string Body = """
            float var2;
            L_10: ;
            switch (var0) {
            case 0:
            goto L_11;
            default:
            goto L_12;
            };
            L_11: ;
            var2 = 1.0f;
            goto L_13;
            L_12: ;
            var2 = 2.0f;
            goto L_13;
            L_13: ;
            var1 = var2;
            return ;
            """;
        Assert.Empty(UndefinedReads.Find(CodeText.ReadOpenCl(CodeText.OpenCl(Body))));
        Assert.Single(UndefinedReads.Find(CodeText.ReadOpenCl(CodeText.OpenCl(Body.Replace("var2 = 2.0f;", "", StringComparison.Ordinal)))));
    }

    /// <summary>PTX chooses between predicates by two moves, one where a third predicate holds and one where it does not.</summary>
    [Fact]
    public void PredicatesAreWrittenInTwoHalves()
    {
        const string Body = """
            ld.param.f32	%f1, [_lane_1];
            setp.gt.f32	%p1, %f1, 0f00000000;
            setp.gt.f32	%p2, %f1, 0f3F800000;
            @%p1 mov.pred	%p3, %p1;
            @!%p1 mov.pred	%p3, %p2;
            selp.b32	%f2, %f1, %f1, %p3;
            ret;
            """;
        Assert.Empty(UndefinedReads.Find(CodeText.ReadPtx(CodeText.Ptx(Body))));
        Assert.Single(UndefinedReads.Find(CodeText.ReadPtx(CodeText.Ptx(Body.Replace("@!%p1 mov.pred	%p3, %p2;", "", StringComparison.Ordinal)))));
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("kernel void Kernel_Run(\n\tint var0)\n{\n\tL_1: ;\n\t goto L_2;\n}")]
    [InlineData("kernel void Kernel_Run(\n\tint var0)\n{\n\tL_1: ;\n\tvar0 = 1;\n}")]
    public void WhatIsNotOfTheDialectIsRefused(string source) =>
        Assert.Throws<FormatException>(() => OpenClReader.Read(source.Split('\n')));
}
