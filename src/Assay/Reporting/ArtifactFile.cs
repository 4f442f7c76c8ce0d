namespace Assay.Reporting;

/// <summary>A file that was written.</summary>
/// <param name="Name">Its name within the folder.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">The SHA-256 of its content: 64 hexadecimal digits, lower case.</param>
public sealed record ArtifactFile(string Name, long Bytes, string Sha256);
