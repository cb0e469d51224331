using System.Reflection;
using ILGPU;
using ILGPU.IR.Types;

namespace Bruno.Gpu.Kernels.Intrinsics;

/// <summary>Contexts whose compilers are taught what ILGPU 1.5.3 gets wrong. All kernels are compiled in one of these.</summary>
public static class KernelContext
{
    private const int MostNumbers = 128;

    /// <summary>Makes a context.</summary>
    /// <param name="configure">Chooses its devices.</param>
    /// <exception cref="MissingMemberException">It is another version of ILGPU, which does not keep its types as this one does.</exception>
    public static Context Create(Func<Context.Builder, Context.Builder> configure)
    {
        Context context = Context.Create(builder => WithAssertions(KernelIntrinsics.Register(configure(builder))));
        KeepFlatTypesFirst(context);
        return context;
    }

    /// <summary>
    /// In the configuration Checked, kernels on CUDA end with an error where they reach beyond an array. Host code of ILGPU does so in any
    /// configuration; OpenCL has no such thing.
    /// </summary>
    private static Context.Builder WithAssertions(Context.Builder builder)
    {
#if CHECKED
        return builder.Assertions();
#else
        return builder;
#endif
    }

    /// <summary>
    /// ILGPU keeps one of all structs whose fields agree when flattened, the first, and takes parts of all others, structs within structs,
    /// for parts of that one: what compiles alone fails in company. Here the first of those that hold numbers only is one without parts,
    /// of which any stretch of fields can be taken.
    /// </summary>
    private static void KeepFlatTypesFirst(Context context)
    {
        PropertyInfo property = typeof(Context).GetProperty("TypeContext", BindingFlags.Instance | BindingFlags.NonPublic)
            ?? throw new MissingMemberException(nameof(Context), "TypeContext");
        IRTypeContext types = (IRTypeContext)property.GetValue(context)!;
        foreach (BasicValueType number in new[] { BasicValueType.Float32, BasicValueType.Float64 })
        {
            for (int fields = 2; fields <= MostNumbers; ++fields)
            {
                StructureType.Builder flat = types.CreateStructureType(fields);
                for (int field = 0; field < fields; ++field)
                    flat.Add(types.GetPrimitiveType(number));
                flat.Seal();
            }
        }
    }
}
