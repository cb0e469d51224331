using System.Reflection;
using System.Runtime.CompilerServices;

namespace Bruno.Gpu.Libraries;

/// <summary>Whether a struct is nothing but numbers, so that its bytes can be sent to a compute device.</summary>
internal static class FlatStruct
{
    private static readonly HashSet<Type> Numbers =
    [
        typeof(sbyte), typeof(byte), typeof(short), typeof(ushort), typeof(int), typeof(uint), typeof(long), typeof(ulong), typeof(float), typeof(double),
    ];

    /// <summary>The first field that is no number, with its path; none where all are.</summary>
    public static string? FaultOf<T>()
        where T : struct => FaultOf(typeof(T), "")
            ?? (RuntimeHelpers.IsReferenceOrContainsReferences<T>() ? "it holds references" : null);

    private static string? FaultOf(Type type, string path)
    {
        foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            Type part = field.FieldType;
            string name = path + field.Name;
            string? fault = Numbers.Contains(part) || part.IsEnum ? null
                : part.IsPointer || part.IsFunctionPointer || part == typeof(nint) || part == typeof(nuint) ? $"its field {name} is a pointer"
                : !part.IsValueType ? $"its field {name} is a reference ({part.Name})"
                : part.IsPrimitive ? $"its field {name} is a {part.Name}, which compute devices lay out in their own ways: take a number"
                : FaultOf(part, name + ".");
            if (fault is not null)
                return fault;
        }

        return null;
    }
}
