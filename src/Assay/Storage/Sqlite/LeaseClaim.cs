using Assay.Identity;

namespace Assay.Storage.Sqlite;

/// <summary>Who asks for work, and for how long; times in milliseconds since 1970.</summary>
/// <param name="Run">The run.</param>
/// <param name="Owner">The worker.</param>
/// <param name="Now">The time.</param>
/// <param name="Until">When leases run out.</param>
/// <param name="Most">How much work to give at most.</param>
internal readonly record struct LeaseClaim(Hash128 Run, string Owner, long Now, long Until, int Most)
{
    public static LeaseClaim Of(Hash128 run, string owner, TimeSpan ttl, DateTimeOffset now, int most) =>
        new(run, owner, now.ToUnixTimeMilliseconds(), (now + ttl).ToUnixTimeMilliseconds(), most);
}
