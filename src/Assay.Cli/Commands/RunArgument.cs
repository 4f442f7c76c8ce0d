using System.CommandLine;

namespace Assay.Cli.Commands;

/// <summary>Makes the argument that names a run.</summary>
internal static class RunArgument
{
    /// <summary>A run; the newest where none is named.</summary>
    public static Argument<string> Create(string name = "run") => NoOption(new Argument<string>(name)
    {
        Description = "A run: its name (r3), the beginning of its plan's identity, or 'last'.",
        DefaultValueFactory = static _ => "last",
    });

    /// <summary>The argument, which takes no option that is misspelt for a value.</summary>
    public static Argument<T> NoOption<T>(Argument<T> argument)
    {
        argument.Validators.Add(static result =>
        {
            foreach (var token in result.Tokens.Where(static token => token.Value.StartsWith('-')))
                result.AddError($"There is no option '{token.Value}' here; --help shows those that there are.");
        });
        return argument;
    }
}
