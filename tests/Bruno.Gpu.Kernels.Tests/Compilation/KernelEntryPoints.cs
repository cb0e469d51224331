using System.Reflection;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Groups;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Tests.Compilation;

/// <summary>
/// Every kernel of the product and every closed variant of it, found by reflection so that none is forgotten: a public
/// static method whose first parameter is an index, or one that is marked as a kernel of groups. A type parameter stands for
/// each type of the assembly that meets its constraint (precisions, devices, integrators, linearisations, hold policies). A number or a
/// device that is made of another one (with a derivative, seen by a parameter) stands only where nothing else meets the constraint or one
/// names it, and all devices of a kernel are of one model.
/// </summary>
internal static class KernelEntryPoints
{
    private static readonly Type[] Structs = [.. typeof(IReal<>).Assembly.GetExportedTypes().Where(t => t.IsValueType)];

    /// <summary>All entry points by a readable name.</summary>
    public static SortedDictionary<string, MethodInfo> All { get; } = Find();

    /// <summary>Type.Method, without the type arguments.</summary>
    public static string Bare(string name) => name.Split('<')[0];

    private static SortedDictionary<string, MethodInfo> Find()
    {
        SortedDictionary<string, MethodInfo> found = new(StringComparer.Ordinal);
        foreach (Type type in typeof(IReal<>).Assembly.GetExportedTypes())
        {
            foreach (MethodInfo method in type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
            {
                if (!IsKernel(method))
                    continue;
                foreach (MethodInfo closed in Close(method))
                    found.Add(Name(closed), closed);
            }
        }

        return found;
    }

    private static bool IsKernel(MethodInfo method) =>
        method.IsDefined(typeof(GroupedKernelAttribute))
        || method.GetParameters() is [{ } first, ..]
        && (first.ParameterType == typeof(Index1D) || first.ParameterType == typeof(Index2D) || first.ParameterType == typeof(Index3D));

    private static IEnumerable<MethodInfo> Close(MethodInfo method)
    {
        if (!method.IsGenericMethodDefinition)
            return [method];
        Type[] open = method.GetGenericArguments();
        return Bindings(open, []).Where(IsOfOneModel).Select(bound => method.MakeGenericMethod([.. open.Select(p => bound[p])]));
    }

    private static bool IsMadeOfItsKind(Type type) => type.IsGenericTypeDefinition && type.GetGenericArguments()
        .SelectMany(p => p.GetGenericParameterConstraints())
        .Any(wanted => wanted.IsInterface && type.GetInterfaces().Any(own => Definition(own) == Definition(wanted)));

    private static bool IsOfOneModel(Dictionary<Type, Type> bound) => bound.Values
        .Where(type => type.GetInterfaces().Any(own => Definition(own) == typeof(IDevice<,,,>))).Select(Definition).Distinct().Count() <= 1;

    /// <summary>All ways to give every open parameter a type.</summary>
    private static IEnumerable<Dictionary<Type, Type>> Bindings(Type[] open, Dictionary<Type, Type> bound)
    {
        Type? next = Array.Find(open, p => !bound.ContainsKey(p));
        if (next is null)
            return [bound];
        return Candidates(next, bound).SelectMany(type => Bindings(open, Implied(next, type, new(bound) { [next] = type })));
    }

    /// <summary>What the type that a parameter stands for says of parameters that its constraint names: a device of its states.</summary>
    private static Dictionary<Type, Type> Implied(Type parameter, Type type, Dictionary<Type, Type> bound)
    {
        Type constraint = Constraint(parameter);
        Type implemented = type.GetInterfaces().First(i => Definition(i) == Definition(constraint));
        foreach ((Type wanted, Type own) in constraint.GetGenericArguments().Zip(implemented.GetGenericArguments()))
        {
            if (wanted.IsGenericParameter)
                bound.TryAdd(wanted, own);
        }

        return bound;
    }

    private static Type Constraint(Type parameter) => Array.Find(parameter.GetGenericParameterConstraints(), t => t.IsInterface)
        ?? throw new InvalidOperationException($"{parameter} of a kernel has no interface to tell what it stands for.");

    /// <summary>The closed types that a parameter may stand for, given those bound before it.</summary>
    private static IEnumerable<Type> Candidates(Type parameter, Dictionary<Type, Type> bound)
    {
        Type constraint = Constraint(parameter);
        Type[] kind = [.. Structs.Where(type => type.GetInterfaces().Any(own => Definition(own) == Definition(constraint)))];
        foreach (Type type in kind.All(IsMadeOfItsKind) ? kind : kind.Where(type => !IsMadeOfItsKind(type)))
        {
            Type implemented = type.GetInterfaces().First(own => Definition(own) == Definition(constraint));
            if (!type.IsGenericTypeDefinition)
            {
                yield return type;
                continue;
            }

            Dictionary<Type, Type> known = [];
            bool agrees = implemented.GetGenericArguments().Zip(constraint.GetGenericArguments())
                .All(pair => Unify(pair.First, pair.Second, bound, known));
            if (!agrees)
                continue;
            Type[] inner = type.GetGenericArguments();
            foreach (Dictionary<Type, Type> binding in Bindings(inner, known).Where(IsOfOneModel))
            {
                Type closed = type.MakeGenericType([.. inner.Select(p => binding[p])]);
                if (Agrees(closed, constraint, new(bound) { [parameter] = closed }))
                    yield return closed;
            }
        }
    }

    /// <summary>Whether a closed type meets a constraint, as far as that is bound.</summary>
    private static bool Agrees(Type closed, Type constraint, Dictionary<Type, Type> bound) =>
        closed.GetInterfaces().First(own => Definition(own) == Definition(constraint)).GetGenericArguments()
            .Zip(constraint.GetGenericArguments()).All(pair => Substitute(pair.Second, bound) is not Type wanted || wanted == pair.First);

    /// <summary>Learns what a candidate's own parameters must be from what the kernel's are bound to already.</summary>
    private static bool Unify(Type own, Type wanted, Dictionary<Type, Type> bound, Dictionary<Type, Type> known)
    {
        if (!own.IsGenericParameter || Substitute(wanted, bound) is not Type type)
            return true;
        if (known.TryGetValue(own, out Type? before))
            return before == type;
        known[own] = type;
        return true;
    }

    /// <summary>A type with what is bound put in place; null where something is not.</summary>
    private static Type? Substitute(Type wanted, Dictionary<Type, Type> bound)
    {
        if (wanted.IsGenericParameter)
            return bound.GetValueOrDefault(wanted);
        if (!wanted.ContainsGenericParameters)
            return wanted;
        Type?[] arguments = [.. wanted.GetGenericArguments().Select(argument => Substitute(argument, bound))];
        return arguments.Contains(null) ? null : wanted.GetGenericTypeDefinition().MakeGenericType(arguments!);
    }

    private static Type Definition(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : type;

    private static string Name(MethodInfo method) =>
        $"{method.DeclaringType!.Name}.{method.Name}"
        + (method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "");

    private static string Name(Type type) => !type.IsGenericType
        ? type.Name
        : $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
}
