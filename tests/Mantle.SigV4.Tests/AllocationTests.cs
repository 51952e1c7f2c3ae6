using System.Security.Cryptography;

namespace Mantle.SigV4.Tests;

public class AllocationTests
{
    [Fact]
    public void Verifying_with_a_cached_key_allocates_the_claim_and_nothing_else()
    {
        var time = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var headers = new HeaderList()
            .Add("Host", "localhost:4700")
            .Add("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
        var body = SHA256.HashData("Action=GetCallerIdentity&Version=2011-06-15"u8);
        new RequestSigner(new("AKIDEXAMPLE", "secret", "token"), "us-east-1", "sts").Sign(
            new("POST", "/", "", headers),
            PayloadHash.Of("Action=GetCallerIdentity&Version=2011-06-15"u8),
            time
        );
        var cache = new SigningKeyCache();

        void Verify()
        {
            var request = new SignableRequest("POST", "/", "", headers);
            Assert.True(RequestSignature.TryRead(request, SigningProfile.Standard, out var signature, out _));
            Assert.Null(signature.Check(request, time));
            var key = cache.GetOrDerive(signature.AccessKeyId, signature.Scope, 1, "secret");
            Assert.Null(signature.Verify(request, key, body));
        }

        for (var i = 0; i < 100; i++)
            Verify();
        // Code that is not optimized yet allocates more, and a busy machine optimizes late.
        var least = Enumerable.Range(0, 20).Min(_ => Allocated(Verify));
        Assert.InRange(least, 0, 256);
    }

    /// <summary>Bytes that an action allocates, the mean of a thousand.</summary>
    static long Allocated(Action action)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            action();
        return (GC.GetAllocatedBytesForCurrentThread() - before) / 1000;
    }
}
