namespace Assay.MSBuild.Tests.Projects;

/// <summary>A project for <c>dotnet test</c> on the Microsoft.Testing.Platform.</summary>
public sealed class TestingPlatformProject() : BenchProject(
    """{ "test": { "runner": "Microsoft.Testing.Platform" } }""",
    """<PackageReference Include="xunit.v3.mtp-v2" Version="4.0.2" />""");
