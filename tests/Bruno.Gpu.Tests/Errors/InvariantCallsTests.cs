using System.Buffers.Binary;
using System.Diagnostics;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Tests.Errors;

/// <summary>In a release nothing is left of invariants: no code calls what checks them, but that itself.</summary>
public sealed class InvariantCallsTests
{
    private const byte Call = 0x28, CallVirtual = 0x6F;

    [Fact]
    public void AReleaseHasNone()
    {
        using PEReader file = new(File.OpenRead(typeof(Invariant).Assembly.Location));
        MetadataReader metadata = file.GetMetadataReader();
        HashSet<MethodDefinitionHandle> conditional = [.. metadata.MethodDefinitions.Where(method => IsConditional(metadata, method))];
        Assert.True(conditional.Count > 15);
        HashSet<int> tokens = TokensOf(metadata, conditional);
        int calls = metadata.MethodDefinitions.Where(method => !conditional.Contains(method)).Sum(method => CallsIn(file, metadata.GetMethodDefinition(method), tokens));
#if CHECKED
        Assert.True(calls > 40, $"{calls} calls");
#else
        Assert.Equal(0, calls);
#endif
    }

    private static bool IsConditional(MetadataReader metadata, MethodDefinitionHandle method) =>
        metadata.GetMethodDefinition(method).GetCustomAttributes().Any(handle =>
            metadata.GetCustomAttribute(handle).Constructor is { Kind: HandleKind.MemberReference } constructor
            && metadata.GetMemberReference((MemberReferenceHandle)constructor).Parent is { Kind: HandleKind.TypeReference } type
            && metadata.StringComparer.Equals(metadata.GetTypeReference((TypeReferenceHandle)type).Name, nameof(ConditionalAttribute)));

    /// <summary>By which tokens the methods are called: of generic types by their name, of generic methods by what they are made of.</summary>
    private static HashSet<int> TokensOf(MetadataReader metadata, HashSet<MethodDefinitionHandle> methods)
    {
        HashSet<string> ofGenericTypes = [.. methods.Select(metadata.GetMethodDefinition)
            .Where(method => metadata.GetTypeDefinition(method.GetDeclaringType()).GetGenericParameters().Count > 0)
            .Select(method => metadata.GetString(method.Name))];
        HashSet<EntityHandle> called = [.. methods];
        called.UnionWith(metadata.MemberReferences
            .Where(member => metadata.GetMemberReference(member).Parent.Kind == HandleKind.TypeSpecification && ofGenericTypes.Contains(metadata.GetString(metadata.GetMemberReference(member).Name)))
            .Select(member => (EntityHandle)member));
        for (int row = 1; row <= metadata.GetTableRowCount(TableIndex.MethodSpec); ++row)
        {
            MethodSpecificationHandle handle = MetadataTokens.MethodSpecificationHandle(row);
            if (called.Contains(metadata.GetMethodSpecification(handle).Method))
                called.Add(handle);
        }

        return [.. called.Select(handle => MetadataTokens.GetToken(handle))];
    }

    private static int CallsIn(PEReader file, MethodDefinition method, HashSet<int> tokens)
    {
        if (method.RelativeVirtualAddress == 0)
            return 0;
        byte[] code = file.GetMethodBody(method.RelativeVirtualAddress).GetILBytes()!;
        return Enumerable.Range(0, Math.Max(0, code.Length - 4))
            .Count(at => code[at] is Call or CallVirtual && tokens.Contains(BinaryPrimitives.ReadInt32LittleEndian(code.AsSpan(at + 1))));
    }
}
