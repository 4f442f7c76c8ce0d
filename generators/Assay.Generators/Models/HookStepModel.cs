namespace Assay.Generators.Models;

/// <summary>One method of a hook.</summary>
/// <param name="Point">The member of <c>FunctionHook</c> that it is.</param>
/// <param name="Call">The call over <c>context</c> and <c>cancellationToken</c>.</param>
/// <param name="IsAsync">Whether the call gives a task.</param>
/// <param name="Effect">The statement that takes the value over, <c>{0}</c> for it; null where the call gives nothing.</param>
internal sealed record HookStepModel(string Point, CallModel Call, bool IsAsync, string? Effect);
