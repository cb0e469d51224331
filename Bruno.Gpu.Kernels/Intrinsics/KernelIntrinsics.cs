using System.Reflection;
using Bruno.Gpu.Kernels.Groups;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;
using ILGPU.Backends.OpenCL;
using ILGPU.Backends.PTX;
using ILGPU.IR;
using ILGPU.IR.Intrinsics;

namespace Bruno.Gpu.Kernels.Intrinsics;

/// <summary>What kernels call that ILGPU's compilers must be taught, because what they make of it themselves is wrong.</summary>
public static class KernelIntrinsics
{
    /// <summary>Teaches all of it to the compilers of a context. Every context that compiles kernels needs it.</summary>
    public static Context.Builder Register(Context.Builder builder)
    {
        IntrinsicImplementationManager manager = builder.GetIntrinsicManager();
        GroupBarrier.Register(manager);
        Ordering.Register(manager);
        RegisterMath(manager, nameof(DeviceMath.Exp));
        RegisterMath(manager, nameof(DeviceMath.Log));
        return builder;
    }

    private static void RegisterMath(IntrinsicImplementationManager manager, string name)
    {
        foreach (Type number in new[] { typeof(float), typeof(double) })
        {
            MethodInfo method = Overload(typeof(DeviceMath), name, number);
            manager.RegisterMethod(method, new PTXIntrinsic(Overload(typeof(CudaMath), name, number), IntrinsicImplementationMode.Redirect));
            manager.RegisterMethod(method, new CLIntrinsic(Overload(typeof(OpenClMath), name, number), IntrinsicImplementationMode.Redirect));
        }
    }

    private static MethodInfo Overload(Type type, string name, Type number) => type.GetMethod(name, [number])!;
}
