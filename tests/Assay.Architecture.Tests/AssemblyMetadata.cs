using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Assay.Architecture.Tests;

/// <summary>What an assembly's metadata says, read without loading what the assembly depends on.</summary>
internal sealed class AssemblyMetadata : IDisposable
{
    private readonly PEReader file;
    private readonly MetadataReader reader;

    public AssemblyMetadata(string path)
    {
        file = new PEReader(File.OpenRead(path));
        reader = file.GetMetadataReader();
    }

    /// <summary>The names of the assemblies that its code uses.</summary>
    public IEnumerable<string> References => reader.AssemblyReferences.Select(handle => reader.GetString(reader.GetAssemblyReference(handle).Name));

    /// <summary>The members of other assemblies that its code uses, such as <c>System.DateTime.get_Now</c>.</summary>
    public IEnumerable<string> UsedMembers =>
        from handle in reader.MemberReferences
        let member = reader.GetMemberReference(handle)
        where member.Parent.Kind == HandleKind.TypeReference
        select $"{NameOf(member.Parent)}.{reader.GetString(member.Name)}";

    /// <summary>The names of the types that its classes derive from.</summary>
    public IEnumerable<string> BaseTypes =>
        from handle in reader.TypeDefinitions
        let type = reader.GetTypeDefinition(handle)
        where !type.BaseType.IsNil
        select NameOf(type.BaseType);

    /// <summary>Its own classes that anyone may derive from and that say nothing about it: neither sealed nor abstract.</summary>
    public IEnumerable<string> OpenClasses =>
        from handle in reader.TypeDefinitions
        let type = reader.GetTypeDefinition(handle)
        where (type.Attributes & (TypeAttributes.Sealed | TypeAttributes.Abstract | TypeAttributes.Interface)) == 0 && !type.BaseType.IsNil
        let name = NameOf(handle)
        where !name.Contains('<', StringComparison.Ordinal)
        select name;

    public void Dispose() => file.Dispose();

    private string NameOf(EntityHandle handle) => handle.Kind switch
    {
        HandleKind.TypeDefinition => NameOf(reader.GetTypeDefinition((TypeDefinitionHandle)handle)),
        HandleKind.TypeReference => NameOf(reader.GetTypeReference((TypeReferenceHandle)handle)),
        HandleKind.TypeSpecification => GenericTypeOf((TypeSpecificationHandle)handle),
        _ => "",
    };

    private string NameOf(TypeDefinition type) => type.GetDeclaringType() is { IsNil: false } outer
        ? $"{NameOf(outer)}+{reader.GetString(type.Name)}"
        : $"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}";

    private string NameOf(TypeReference type) => type.ResolutionScope.Kind == HandleKind.TypeReference
        ? $"{NameOf(type.ResolutionScope)}+{reader.GetString(type.Name)}"
        : $"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}";

    private string GenericTypeOf(TypeSpecificationHandle handle)
    {
        var signature = reader.GetBlobReader(reader.GetTypeSpecification(handle).Signature);
        if (signature.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
            return "";
        signature.ReadByte();
        return NameOf(signature.ReadTypeHandle());
    }
}
