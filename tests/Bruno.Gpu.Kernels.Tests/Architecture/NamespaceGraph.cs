using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Bruno.Gpu.Kernels.Tests.Architecture;

/// <summary>
/// Which namespaces of a compiled assembly use which of the others: by base types, interfaces, constraints, fields, signatures,
/// attributes, and by every token in the bodies of methods. Constants are not seen, because compilers put their values in place of them.
/// </summary>
public sealed class NamespaceGraph
{
    private readonly SortedDictionary<string, SortedDictionary<string, string>> uses = new(StringComparer.Ordinal);

    private NamespaceGraph()
    {
    }

    /// <summary>The namespaces.</summary>
    public IReadOnlyCollection<string> Namespaces => uses.Keys;

    /// <summary>Reads an assembly from its file.</summary>
    public static NamespaceGraph Of(Assembly assembly)
    {
        using PEReader file = new(File.OpenRead(assembly.Location));
        NamespaceGraph graph = new();
        AssemblyReading reading = new(file);
        foreach ((string from, string to, string example) in reading.Uses())
        {
            SortedDictionary<string, string> known = graph.Node(from);
            graph.Node(to);
            if (from != to)
                known.TryAdd(to, example);
        }

        return graph;
    }

    /// <summary>The namespaces that one uses, each with a type that does.</summary>
    public IReadOnlyDictionary<string, string> UsesOf(string name) => uses[name];

    /// <summary>The sets of namespaces that use each other, directly or by way of others (Tarjan's strongly connected components).</summary>
    public IReadOnlyList<IReadOnlyList<string>> Circles()
    {
        List<IReadOnlyList<string>> circles = [];
        Dictionary<string, int> index = [], low = [];
        Stack<string> open = [];
        foreach (string name in uses.Keys)
        {
            if (!index.ContainsKey(name))
                Visit(name);
        }

        return circles;

        void Visit(string name)
        {
            index[name] = low[name] = index.Count;
            open.Push(name);
            foreach (string used in uses[name].Keys)
            {
                if (!index.ContainsKey(used))
                {
                    Visit(used);
                    low[name] = Math.Min(low[name], low[used]);
                }
                else if (open.Contains(used))
                {
                    low[name] = Math.Min(low[name], index[used]);
                }
            }

            if (low[name] != index[name])
                return;
            SortedSet<string> circle = new(StringComparer.Ordinal);
            string last;
            do
                circle.Add(last = open.Pop());
            while (last != name);
            if (circle.Count > 1)
                circles.Add([.. circle]);
        }
    }

    /// <summary>What makes the circles, a line each; empty where there are none.</summary>
    public string DescribeCircles() => string.Join(
        Environment.NewLine,
        from circle in Circles()
        from name in circle
        from use in uses[name]
        where circle.Contains(use.Key)
        select $"{name} uses {use.Key} in {use.Value}");

    private SortedDictionary<string, string> Node(string name)
    {
        if (!uses.TryGetValue(name, out SortedDictionary<string, string>? known))
            uses.Add(name, known = new(StringComparer.Ordinal));
        return known;
    }

    /// <summary>Finds what the types of an assembly refer to.</summary>
    private sealed class AssemblyReading(PEReader file) : ISignatureTypeProvider<bool, bool>
    {
        private static readonly Dictionary<int, OperandType> Operands = typeof(OpCodes).GetFields()
            .Select(field => (OpCode)field.GetValue(null)!)
            .ToDictionary(code => (ushort)code.Value & 0xFFFF, code => code.OperandType);

        private readonly MetadataReader metadata = file.GetMetadataReader();
        private readonly HashSet<TypeDefinitionHandle> found = [];
        private readonly HashSet<EntityHandle> followed = [];

        public IEnumerable<(string From, string To, string Example)> Uses()
        {
            foreach (TypeDefinitionHandle handle in metadata.TypeDefinitions)
            {
                string from = NamespaceOf(handle);
                // The compiler's own types stand in no namespace.
                if (from.Length == 0)
                    continue;
                found.Clear();
                followed.Clear();
                ReadType(metadata.GetTypeDefinition(handle));
                found.Add(handle);
                string example = NameOf(handle);
                foreach (TypeDefinitionHandle used in found)
                {
                    if (NamespaceOf(used) is { Length: > 0 } to)
                        yield return (from, to, example);
                }
            }
        }

        public bool GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => found.Add(handle);

        public bool GetTypeFromSpecification(MetadataReader reader, bool genericContext, TypeSpecificationHandle handle, byte rawTypeKind)
        {
            Follow(handle);
            return false;
        }

        // What of a signature is no type of this assembly.
        public bool GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => false;

        public bool GetArrayType(bool elementType, ArrayShape shape) => false;

        public bool GetByReferenceType(bool elementType) => false;

        public bool GetFunctionPointerType(MethodSignature<bool> signature) => false;

        public bool GetGenericInstantiation(bool genericType, ImmutableArray<bool> typeArguments) => false;

        public bool GetGenericMethodParameter(bool genericContext, int index) => false;

        public bool GetGenericTypeParameter(bool genericContext, int index) => false;

        public bool GetModifiedType(bool modifier, bool unmodifiedType, bool isRequired) => false;

        public bool GetPinnedType(bool elementType) => false;

        public bool GetPointerType(bool elementType) => false;

        public bool GetPrimitiveType(PrimitiveTypeCode typeCode) => false;

        public bool GetSZArrayType(bool elementType) => false;

        private void ReadType(TypeDefinition type)
        {
            Follow(type.BaseType);
            foreach (InterfaceImplementationHandle handle in type.GetInterfaceImplementations())
                Follow(metadata.GetInterfaceImplementation(handle).Interface);
            ReadConstraints(type.GetGenericParameters());
            ReadAttributes(type.GetCustomAttributes());
            foreach (FieldDefinitionHandle handle in type.GetFields())
            {
                FieldDefinition field = metadata.GetFieldDefinition(handle);
                field.DecodeSignature(this, false);
                ReadAttributes(field.GetCustomAttributes());
            }

            foreach (PropertyDefinitionHandle handle in type.GetProperties())
            {
                PropertyDefinition property = metadata.GetPropertyDefinition(handle);
                property.DecodeSignature(this, false);
                ReadAttributes(property.GetCustomAttributes());
            }

            foreach (EventDefinitionHandle handle in type.GetEvents())
                Follow(metadata.GetEventDefinition(handle).Type);
            foreach (MethodDefinitionHandle handle in type.GetMethods())
                ReadMethod(metadata.GetMethodDefinition(handle));
        }

        private void ReadMethod(MethodDefinition method)
        {
            method.DecodeSignature(this, false);
            ReadConstraints(method.GetGenericParameters());
            ReadAttributes(method.GetCustomAttributes());
            foreach (ParameterHandle handle in method.GetParameters())
                ReadAttributes(metadata.GetParameter(handle).GetCustomAttributes());
            if (method.RelativeVirtualAddress == 0)
                return;
            MethodBodyBlock body = file.GetMethodBody(method.RelativeVirtualAddress);
            if (!body.LocalSignature.IsNil)
                metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(this, false);
            foreach (ExceptionRegion region in body.ExceptionRegions)
                Follow(region.CatchType);
            ReadInstructions(body.GetILReader());
        }

        private void ReadInstructions(BlobReader code)
        {
            while (code.RemainingBytes > 0)
            {
                int value = code.ReadByte();
                if (value == 0xFE)
                    value = value << 8 | code.ReadByte();
                switch (Operands[value])
                {
                    case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType or OperandType.InlineSig:
                        Follow((EntityHandle)System.Reflection.Metadata.Ecma335.MetadataTokens.Handle(code.ReadInt32()));
                        break;
                    case OperandType.InlineSwitch:
                        int targets = code.ReadInt32();
                        code.Offset += 4 * targets;
                        break;
                    case OperandType.InlineNone:
                        break;
                    case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                        code.Offset += 1;
                        break;
                    case OperandType.InlineVar:
                        code.Offset += 2;
                        break;
                    case OperandType.InlineI8 or OperandType.InlineR:
                        code.Offset += 8;
                        break;
                    default:
                        code.Offset += 4;
                        break;
                }
            }
        }

        private void ReadConstraints(GenericParameterHandleCollection parameters)
        {
            foreach (GenericParameterHandle parameter in parameters)
            {
                foreach (GenericParameterConstraintHandle constraint in metadata.GetGenericParameter(parameter).GetConstraints())
                    Follow(metadata.GetGenericParameterConstraint(constraint).Type);
            }
        }

        private void ReadAttributes(CustomAttributeHandleCollection attributes)
        {
            foreach (CustomAttributeHandle attribute in attributes)
                Follow(metadata.GetCustomAttribute(attribute).Constructor);
        }

        /// <summary>Adds the types that a token leads to.</summary>
        private void Follow(EntityHandle handle)
        {
            if (handle.IsNil || !followed.Add(handle))
                return;
            switch (handle.Kind)
            {
                case HandleKind.TypeDefinition:
                    found.Add((TypeDefinitionHandle)handle);
                    break;
                case HandleKind.TypeSpecification:
                    metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(this, false);
                    break;
                case HandleKind.FieldDefinition:
                    FieldDefinition field = metadata.GetFieldDefinition((FieldDefinitionHandle)handle);
                    Follow(field.GetDeclaringType());
                    field.DecodeSignature(this, false);
                    break;
                case HandleKind.MethodDefinition:
                    MethodDefinition method = metadata.GetMethodDefinition((MethodDefinitionHandle)handle);
                    Follow(method.GetDeclaringType());
                    method.DecodeSignature(this, false);
                    break;
                case HandleKind.MethodSpecification:
                    MethodSpecification specification = metadata.GetMethodSpecification((MethodSpecificationHandle)handle);
                    Follow(specification.Method);
                    specification.DecodeSignature(this, false);
                    break;
                case HandleKind.MemberReference:
                    MemberReference member = metadata.GetMemberReference((MemberReferenceHandle)handle);
                    Follow(member.Parent);
                    if (member.GetKind() == MemberReferenceKind.Field)
                        member.DecodeFieldSignature(this, false);
                    else
                        member.DecodeMethodSignature(this, false);
                    break;
                case HandleKind.StandaloneSignature:
                    metadata.GetStandaloneSignature((StandaloneSignatureHandle)handle).DecodeMethodSignature(this, false);
                    break;
            }
        }

        private string NamespaceOf(TypeDefinitionHandle handle) => metadata.GetString(Outermost(handle).Namespace);

        private string NameOf(TypeDefinitionHandle handle) => metadata.GetString(Outermost(handle).Name);

        /// <summary>A nested type stands in the namespace of the type around it.</summary>
        private TypeDefinition Outermost(TypeDefinitionHandle handle)
        {
            TypeDefinition type = metadata.GetTypeDefinition(handle);
            return type.GetDeclaringType() is { IsNil: false } around ? Outermost(around) : type;
        }
    }
}
