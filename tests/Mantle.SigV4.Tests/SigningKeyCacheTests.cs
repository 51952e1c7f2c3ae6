namespace Mantle.SigV4.Tests;

public class SigningKeyCacheTests
{
    static readonly CredentialScope Scope = new("20260101", "us-east-1", "sts");

    [Fact]
    public void A_key_is_derived_once()
    {
        var cache = new SigningKeyCache();
        var key = cache.GetOrDerive("AKID", Scope, 1, "secret");
        Assert.Same(key, cache.GetOrDerive("AKID", Scope, 1, "not looked at"));
        Assert.True(cache.TryGet("AKID", Scope, 1, out var found));
        Assert.Same(key, found);
    }

    [Fact]
    public void Another_stamp_day_region_service_or_id_is_another_key()
    {
        var cache = new SigningKeyCache();
        cache.GetOrDerive("AKID", Scope, 1, "secret");
        Assert.False(cache.TryGet("AKID", Scope, 2, out _));
        Assert.False(cache.TryGet("AKID", Scope with { Date = "20260102" }, 1, out _));
        Assert.False(cache.TryGet("AKID", Scope with { Region = "eu-west-1" }, 1, out _));
        Assert.False(cache.TryGet("AKID", Scope with { Service = "iam" }, 1, out _));
        Assert.False(cache.TryGet("AKIE", Scope, 1, out _));
    }

    [Fact]
    public void It_stays_within_its_bound_and_keeps_what_is_in_use()
    {
        var cache = new SigningKeyCache(100);
        cache.GetOrDerive("hot", Scope, 0, "secret");
        for (var i = 0; i < 1000; i++)
        {
            cache.GetOrDerive("cold" + i, Scope, 0, "secret");
            Assert.True(cache.TryGet("hot", Scope, 0, out _));
            Assert.InRange(cache.Count, 1, 102);
        }
        Assert.False(cache.TryGet("cold0", Scope, 0, out _));
    }

    [Fact]
    public async Task Threads_get_the_right_keys()
    {
        var cache = new SigningKeyCache(64);
        await Parallel.ForAsync(
            0,
            8,
            (worker, _) =>
            {
                for (var i = 0; i < 2000; i++)
                {
                    var id = "AKID" + (i * 31 + worker) % 200;
                    Assert.Equal(SigningKey.Derive(id, Scope).Bytes, cache.GetOrDerive(id, Scope, 0, id).Bytes);
                }
                return ValueTask.CompletedTask;
            }
        );
        Assert.InRange(cache.Count, 1, 64 + 8);
    }
}
