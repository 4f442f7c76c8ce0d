using Assay.Host;

var arguments = HostArguments.Parse(args, out var error);
if (arguments is null)
{
    await Console.Error.WriteLineAsync(error);
    await Console.Error.WriteLineAsync(HostArguments.Usage);
    return HostExit.Usage;
}

// Nothing of the library may be touched before the folder of the test assembly is known: it brings its own copy.
AssemblyFolder.Use(arguments.Assembly);
return await HostRunner.RunAsync(arguments);
