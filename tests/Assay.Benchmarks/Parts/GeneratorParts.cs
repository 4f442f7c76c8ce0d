using Assay.Benchmarks.Generator;
using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Timed = BenchmarkDotNet.Attributes.BenchmarkAttribute;

namespace Assay.Benchmarks.Parts;

/// <summary>The generator in a project of 200 benchmarks: a run after an edit, beside one that reads nothing.</summary>
public class GeneratorParts
{
    private readonly GeneratorProject project = new(200);
    private GeneratorDriver driver = GeneratorProject.Driver();
    private GeneratorDriver bare = GeneratorProject.Driver(new BareGenerator());
    private CSharpCompilation? edited;
    private int ordinal;

    [ParamsAllValues]
    public GeneratorEdit Edit { get; set; }

    [IterationSetup]
    public void Prepare()
    {
        (driver, bare) = (driver.RunGenerators(project.Compilation), bare.RunGenerators(project.Compilation));
        edited = project.Edited(Edit, ordinal++);
    }

    [Timed(Baseline = true)]
    public GeneratorDriver Bare() => bare.RunGenerators(edited!);

    [Timed]
    public GeneratorDriver Generator() => driver.RunGenerators(edited!);
}
