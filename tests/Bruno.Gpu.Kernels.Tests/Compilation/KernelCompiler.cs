using System.Reflection;
using Bruno.Gpu.Kernels.Groups;
using Bruno.Gpu.Kernels.Intrinsics;
using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Backends;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.OpenCL;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace Bruno.Gpu.Kernels.Tests.Compilation;

/// <summary>Compiles kernels to PTX or OpenCL C as on a machine with such a device, but without one.</summary>
internal sealed class KernelCompiler : IDisposable
{
    private static readonly Dictionary<string, CudaArchitecture> Architectures = new()
    {
        ["sm_70"] = CudaArchitecture.SM_70,
        ["sm_80"] = CudaArchitecture.SM_80,
        ["sm_90"] = CudaArchitecture.SM_90,
    };

    private readonly Context context = KernelContext.Create(builder => builder.EnableAlgorithms());
    private readonly Backend backend;

    /// <param name="target">opencl, or an architecture of CUDA: sm_70, sm_80, sm_90.</param>
    public KernelCompiler(string target) => backend = target == "opencl"
        ? new CLBackend(context, new CLCapabilityContext(true, true, true, true, true), CLDeviceVendor.Other, CLCVersion.CL20)
        : new PTXBackend(context, Architectures[target], CudaInstructionSet.ISA_78, null!);

    /// <summary>The PTX or the OpenCL C of a kernel.</summary>
    public string Compile(MethodInfo kernel) =>
        backend.Compile(Describe(kernel), new KernelSpecialization()) switch
        {
            PTXCompiledKernel ptx => ptx.PTXAssembly,
            CLCompiledKernel source => source.Source,
            CompiledKernel other => throw new InvalidOperationException($"unexpected {other.GetType()}"),
        };

    private static EntryPointDescription Describe(MethodInfo kernel) => kernel.IsDefined(typeof(GroupedKernelAttribute))
        ? EntryPointDescription.FromExplicitlyGroupedKernel(kernel)
        : EntryPointDescription.FromImplicitlyGroupedKernel(kernel);

    public void Dispose()
    {
        backend.Dispose();
        context.Dispose();
    }
}
