using Bruno.Gpu.Compilation;

namespace Bruno.Gpu.Tests.Compilation;

/// <summary>In double, compilers may not fuse products and sums; in float they may.</summary>
public sealed class FusedOperationsTests
{
    [Fact]
    public void InPtxEveryOperationInDoubleSaysHowItRounds()
    {
        string mended = KernelCode.MendPtx("Test", CodeText.Ptx("""
            ld.param.f64	%fd1, [_lane_1];
            ld.param.f32	%f1, [_lane_1];
            mul.f64	%fd2, %fd1, %fd1;
            add.f64	%fd3, %fd2, %fd1;
            sub.f64	%fd4, %fd3, 0d3FF0000000000000;
            div.rn.f64	%fd5, %fd4, %fd3;
            mul.f32	%f2, %f1, %f1;
            add.u64	%rd1, 1, 2;
            ret;
            """));
        foreach (string operation in new[] { "mul.rn.f64", "add.rn.f64", "sub.rn.f64", "div.rn.f64", "mul.f32", "add.u64" })
            Assert.Contains($"\t{operation}\t", mended, StringComparison.Ordinal);
        Assert.DoesNotContain("\tmul.f64\t", mended, StringComparison.Ordinal);
    }

    [Fact]
    public void InOpenClAPragmaForbidsItWhereThereIsDouble()
    {
        const string Body = "double var2;\nL_10: ;\nvar2 = (double)(float) var1;\nreturn ;";
        string mended = KernelCode.MendOpenCl("Test", CodeText.OpenCl(Body));
        Assert.StartsWith("#pragma OPENCL FP_CONTRACT OFF\n", mended, StringComparison.Ordinal);
        Assert.Equal(mended, KernelCode.MendOpenCl("Test", mended));
        Assert.DoesNotContain(
            "FP_CONTRACT", KernelCode.MendOpenCl("Test", CodeText.OpenCl(Body.Replace("double", "float", StringComparison.Ordinal))), StringComparison.Ordinal);
    }
}
