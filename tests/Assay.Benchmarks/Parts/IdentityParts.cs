using System.Security.Cryptography;
using System.Text.Json;
using Assay.Contracts;
using Assay.Identity;
using Assay.Planning;
using Timed = BenchmarkDotNet.Attributes.BenchmarkAttribute;

namespace Assay.Benchmarks.Parts;

/// <summary>Identities: one of each kind that a trial needs, beside the bare hash.</summary>
public class IdentityParts
{
    private static readonly Hash128 Known = Digest.Of("known");
    private readonly byte[] message = new byte[70];
    private readonly JsonElement item = JsonDocument.Parse($$"""{"text":"{{Workload.TextOf(1)}}","number":1,"answer":"B"}""").RootElement.Clone();

    [Timed(Baseline = true)]
    public byte[] BareSha256() => SHA256.HashData(message);

    [Timed]
    public Hash128 Question() => TrialIdentity.OfQuestion(EngineInput.Prompt, Known, Known, null);

    [Timed]
    public Hash128 Generation() => TrialIdentity.OfGeneration(7, Known, Known, 1);

    [Timed]
    public Hash128 CanonicalItem() => CanonicalJson.Hash(item);
}
