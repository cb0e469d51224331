using System.Reflection;
using System.Runtime.CompilerServices;
using ILGPU;
using ILGPU.Backends;
using ILGPU.Backends.OpenCL;
using ILGPU.Backends.PTX;
using ILGPU.IR;
using ILGPU.IR.Intrinsics;
using ILGPU.IR.Values;

namespace Bruno.Gpu.Kernels.Scalars;

/// <summary>
/// Comparisons of numbers that are false wherever one of the two is NaN, on every backend. ILGPU 1.5.3 turns comparisons
/// around: it makes <c>!(a &lt;= b)</c> a <c>a &gt; b</c> that should be true for NaN, and <c>0 &lt; a</c> a <c>a &gt; 0</c>. Its
/// OpenCL generator then forgets about NaN, so that <c>if (a &lt;= b)</c> is entered with it, and its PTX has the second form true.
/// These are calls to ILGPU, which it does not turn around.
/// </summary>
public static class Ordering
{
    /// <summary>Whether one number is less than another.</summary>
    [IntrinsicImplementation]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Less(float left, float right) => left < right;

    /// <inheritdoc cref="Less(float, float)"/>
    [IntrinsicImplementation]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Less(double left, double right) => left < right;

    /// <summary>Whether one number is less than another, or the same.</summary>
    [IntrinsicImplementation]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AtMost(float left, float right) => left <= right;

    /// <inheritdoc cref="AtMost(float, float)"/>
    [IntrinsicImplementation]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AtMost(double left, double right) => left <= right;

    /// <summary>The larger of two numbers; NaN where one of them is NaN, which GPUs would drop.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Max(double left, double right) => Less(left, right) || double.IsNaN(right) ? right : left;

    /// <summary>The smaller of two numbers; NaN where one of them is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Min(double left, double right) => Less(right, left) || double.IsNaN(right) ? right : left;

    /// <summary>Teaches them to the compilers of a context.</summary>
    internal static void Register(IntrinsicImplementationManager manager)
    {
        foreach (Type number in new[] { typeof(float), typeof(double) })
        {
            Register(manager, nameof(Less), number, nameof(LessInOpenCl), nameof(LessInPtx));
            Register(manager, nameof(AtMost), number, nameof(AtMostInOpenCl), nameof(AtMostInPtx));
        }
    }

    private static void Register(IntrinsicImplementationManager manager, string name, Type number, string openCl, string ptx)
    {
        MethodInfo method = typeof(Ordering).GetMethod(name, [number, number])!;
        manager.RegisterMethod(method, new CLIntrinsic(typeof(Ordering), openCl, IntrinsicImplementationMode.GenerateCode));
        manager.RegisterMethod(method, new PTXIntrinsic(typeof(Ordering), ptx, IntrinsicImplementationMode.GenerateCode));
    }

    private static void LessInOpenCl(CLBackend backend, CLCodeGenerator generator, Value value) => Generate(generator, (MethodCall)value, "<");

    private static void AtMostInOpenCl(CLBackend backend, CLCodeGenerator generator, Value value) => Generate(generator, (MethodCall)value, "<=");

    private static void LessInPtx(PTXBackend backend, PTXCodeGenerator generator, Value value) => Generate(generator, (MethodCall)value, "lt");

    private static void AtMostInPtx(PTXBackend backend, PTXCodeGenerator generator, Value value) => Generate(generator, (MethodCall)value, "le");

    private static void Generate(CLCodeGenerator generator, MethodCall call, string operation)
    {
        VariableAllocator.Variable left = generator.Load(call[0]), right = generator.Load(call[1]), result = generator.Allocate(call);
        using CLCodeGenerator.StatementEmitter statement = generator.BeginStatement(result);
        statement.AppendArgument(left);
        statement.AppendCommand(operation);
        statement.AppendArgument(right);
    }

    private static void Generate(PTXCodeGenerator generator, MethodCall call, string operation)
    {
        string type = call[0].BasicValueType == BasicValueType.Float64 ? "f64" : "f32";
        var left = generator.LoadPrimitive(call[0]);
        var right = generator.LoadPrimitive(call[1]);
        using PTXCodeGenerator.CommandEmitter command = generator.BeginCommand($"setp.{operation}.{type}");
        command.AppendArgument(generator.AllocateHardware(call));
        command.AppendArgument(left);
        command.AppendArgument(right);
    }
}
