namespace Assay.MSBuild.Tests.Projects;

/// <summary>A project for <c>dotnet test</c> on VSTest.</summary>
public sealed class VSTestProject() : BenchProject(
    "{ }",
    """
    <PackageReference Include="xunit.v3.mtp-off" Version="4.0.2" />
    <PackageReference Include="xunit.runner.visualstudio" Version="4.0.1" />
    <PackageReference Include="Microsoft.NET.Test.Sdk" Version="18.11.0" />
    """);
