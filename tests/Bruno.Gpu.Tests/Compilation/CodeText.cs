using Bruno.Gpu.Compilation;

namespace Bruno.Gpu.Tests.Compilation;

/// <summary>Small functions in the dialects that ILGPU generates.</summary>
internal static class CodeText
{
    /// <summary>A function of OpenCL C with a body.</summary>
    public static string OpenCl(string body) => string.Join('\n',
    [
        "struct type_1", "{", "\tfloat field_0;", "\tint field_1;", "};", "",
        "//", "kernel void Kernel_Run(", "\tglobal float* view_0,", "\tint var0,", "\tfloat var1)", "{",
        .. body.Split('\n').Select(line => "\t" + line.TrimEnd('\r').Trim()),
        "}", "",
    ]);

    /// <summary>A function of PTX with a body.</summary>
    public static string Ptx(string body) => string.Join('\n',
    [
        ".version 7.8", ".target sm_80", ".address_size 64", "",
        ".visible .entry Kernel_Run(", "\t.param .b32 _lane_1", ")", "{", "\t.reg .pred\t%p<9>;", "\t.reg .f32\t%f<9>;", "",
        .. body.Split('\n').Select(line => "\t" + line.TrimEnd('\r').Trim()),
        "}", "",
    ]);

    /// <summary>The only function of a source.</summary>
    public static CodeFunction ReadOpenCl(string source) => Assert.Single(OpenClReader.Read(source.Split('\n')));

    /// <summary>The only function of a source.</summary>
    public static CodeFunction ReadPtx(string source) => Assert.Single(PtxReader.Read(source.Split('\n')));
}
