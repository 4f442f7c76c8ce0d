using System.Globalization;
using Assay.Generators.Models;

namespace Assay.Generators.Emit;

/// <summary>Writes the registration of hooks.</summary>
internal static class HookEmitter
{
    public static string Emit(HookModel hook)
    {
        if (hook.Instance is { } instance)
            return $".AddDeclared({Literal.Quote(hook.Id)}, {Literal.Quote(hook.Member)}, (global::Assay.Contracts.IHook){instance})";
        var steps = hook.Steps.Select(static step => $"    {step.Point} = {Lambda(step)},\n");
        return $".Add(new global::Assay.Contracts.FunctionHook({Literal.Quote(hook.Id)}, {Literal.Quote(hook.Version)})\n{{\n{string.Concat(steps)}}})";
    }

    private static string Lambda(HookStepModel step)
    {
        var parameters = $"({(step.Call.UsesContext || step.Effect is not null ? "context" : "_")}, {(step.Call.UsesToken ? "cancellationToken" : "_")})";
        var value = step.IsAsync ? $"await {step.Call.Expression}.ConfigureAwait(false)" : step.Call.Expression;
        var statement = step.Effect is null ? value : string.Format(CultureInfo.InvariantCulture, step.Effect, value);
        return step.IsAsync ? $"static async {parameters} => {statement}" : $"static {parameters} =>\n    {{\n        {statement};\n        return default;\n    }}";
    }
}
