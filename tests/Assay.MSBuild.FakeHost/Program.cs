using System.Globalization;
using System.Reflection;

// Stands in for the host: records how it was started, then plays the script that a test has put into the project.
// A script's line is printed as it is, or is one of: `sleep <milliseconds>`, `stderr <text>`, `exit <code>`.
string Value(string name) => args[Array.IndexOf(args, name) + 1];

var project = Value("--project-dir");
var loaded = Assembly.Load(new AssemblyName(Path.GetFileNameWithoutExtension(Value("--assembly"))));
File.AppendAllText(
    Path.Combine(project, "host.calls"),
    $"{string.Join(' ', args)} loaded={loaded.GetName().Name}\n");

var script = Path.Combine(project, "host.script");
foreach (var line in File.Exists(script) ? File.ReadAllLines(script) : [])
{
    if (line.StartsWith("sleep ", StringComparison.Ordinal))
        Thread.Sleep(int.Parse(line[6..], CultureInfo.InvariantCulture));
    else if (line.StartsWith("stderr ", StringComparison.Ordinal))
        Console.Error.WriteLine(line[7..]);
    else if (line.StartsWith("exit ", StringComparison.Ordinal))
        return int.Parse(line[5..], CultureInfo.InvariantCulture);
    else
        Console.WriteLine(line);
}

return 0;
