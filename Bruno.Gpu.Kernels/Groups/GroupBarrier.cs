using System.Reflection;
using ILGPU;
using ILGPU.Backends.OpenCL;
using ILGPU.Backends.PTX;
using ILGPU.IR;
using ILGPU.IR.Intrinsics;

namespace Bruno.Gpu.Kernels.Groups;

/// <summary>
/// The barrier after which a group sees what its threads wrote to shared memory. That of ILGPU 1.5.3 becomes OpenCL C that orders
/// global memory only, and a compiler may then let a thread read too early; this one orders both.
/// </summary>
public static class GroupBarrier
{
    /// <summary>Waits for all threads of the group.</summary>
    [IntrinsicImplementation]
    public static void Wait() => Group.Barrier();

    /// <summary>Teaches it to the compilers of a context.</summary>
    internal static void Register(IntrinsicImplementationManager manager)
    {
        MethodInfo wait = ((Action)Wait).Method;
        manager.RegisterMethod(wait, new PTXIntrinsic(typeof(GroupBarrier), nameof(Plain), IntrinsicImplementationMode.Redirect));
        manager.RegisterMethod(wait, new CLIntrinsic(typeof(GroupBarrier), nameof(Generate), IntrinsicImplementationMode.GenerateCode));
    }

    private static void Plain() => Group.Barrier();

    private static void Generate(CLBackend backend, CLCodeGenerator generator, Value value)
    {
        using var statement = generator.BeginStatement($"barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE)");
    }
}
