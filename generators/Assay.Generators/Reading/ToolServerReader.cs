using Assay.Generators.Collections;
using Assay.Generators.Diagnostics;
using Assay.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Reading;

/// <summary>Reads <c>[McpServer]</c> properties.</summary>
internal static class ToolServerReader
{
    private const string Contract = "IToolServer";

    public static EquatableArray<ToolServerModel> Read(ReadingContext context, BenchmarkMembers members)
    {
        var servers = new List<ToolServerModel>();
        foreach (var declaration in members.McpServers)
        {
            if (declaration.Symbol is IPropertySymbol { GetMethod: not null, IsIndexer: false } property && context.Implements(property.Type, Contract))
            {
                OwnId.Check(context, declaration, Contract, "MCP server");
                servers.Add(new ToolServerModel(declaration.Id, TypeNames.OfMember(property), MemberAccess.Of(context, property)));
            }
            else if (declaration.Symbol is not IPropertySymbol { Type.TypeKind: TypeKind.Error })
            {
                var type = declaration.Symbol is IPropertySymbol other ? other.Type.ToShort() : "a method's";
                context.Report(ToolRules.ServerSignature, SignatureSyntax.ReturnPlace(declaration.Symbol), declaration.Symbol.Name, $"its type is {type}");
            }
        }

        return servers.ToEquatable();
    }
}
