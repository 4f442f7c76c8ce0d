using Assay.Errors;

namespace Assay.Contracts;

/// <content>Registration of the objects that properties with an attribute give: what the generator writes.</content>
public sealed partial class PluginRegistry
{
    /// <summary>Registers the engine that an <c>[Engine]</c> property gives.</summary>
    /// <param name="id">The attribute's id.</param>
    /// <param name="member">The property, for messages.</param>
    /// <param name="engine">The engine.</param>
    /// <exception cref="AssayException">
    /// There is none, or it has another id: <see cref="ErrorCode.OptionInvalid"/>; or an engine of that id is registered here: <see cref="ErrorCode.PluginDuplicate"/>.
    /// </exception>
    public PluginRegistry AddDeclared(string id, string member, IEngine? engine) => Add(Declared(id, member, engine, engine?.Id, "Engine"));

    /// <summary>Registers the judge that a <c>[Judge]</c> property gives.</summary>
    /// <param name="id">The attribute's id.</param>
    /// <param name="member">The property, for messages.</param>
    /// <param name="judge">The judge.</param>
    /// <exception cref="AssayException">
    /// There is none, or it has another id: <see cref="ErrorCode.OptionInvalid"/>; or a judge of that id is registered here: <see cref="ErrorCode.PluginDuplicate"/>.
    /// </exception>
    public PluginRegistry AddDeclared(string id, string member, IJudge? judge) => Add(Declared(id, member, judge, judge?.Id, "Judge"));

    /// <summary>Registers the hook that a <c>[Hook]</c> property gives, which runs after those registered before.</summary>
    /// <param name="id">The attribute's id.</param>
    /// <param name="member">The property, for messages.</param>
    /// <param name="hook">The hook.</param>
    /// <exception cref="AssayException">
    /// There is none, it has another id, or it takes part in no stage: <see cref="ErrorCode.OptionInvalid"/>; or a hook of that id is registered here: <see cref="ErrorCode.PluginDuplicate"/>.
    /// </exception>
    public PluginRegistry AddDeclared(string id, string member, IHook? hook) => Add(Declared(id, member, hook, hook?.Id, "Hook"));

    private static T Declared<T>(string id, string member, T? plugin, string? own, string attribute)
        where T : class
    {
        if (plugin is null)
            throw new AssayException(ErrorCode.OptionInvalid, $"'{member}', which has [{attribute}(\"{id}\")], gives null; let it give an object of the id '{id}'.");
        return own == id
            ? plugin
            : throw new AssayException(ErrorCode.OptionInvalid, $"'{member}' has [{attribute}(\"{id}\")] and gives an object whose id is '{own}'; write [{attribute}(\"{own}\")], or give the object the id '{id}'.");
    }
}
