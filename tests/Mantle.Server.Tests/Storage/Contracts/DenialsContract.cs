using Mantle.Core.Storage;

namespace Mantle.Server.Tests.Storage.Contracts;

/// <summary>Denied calls are kept until they are too old or too many, and equal texts once.</summary>
public abstract class DenialsContract(StorageBackend backend) : IAsyncLifetime
{
    static readonly AccountId One = AccountId.Parse("111122223333"),
        Other = AccountId.Parse("444455556666");

    static readonly DateTimeOffset Time = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    IDenials denials = null!;

    public ValueTask InitializeAsync()
    {
        denials = backend.OpenDenials();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await denials.DisposeAsync();
        backend.Dispose();
    }

    [Fact]
    public async Task A_denied_call_is_found_by_each_of_its_ids_also_after_opening_again()
    {
        await denials.AppendAsync([Of(One, Time, 7, "text", "a", "b")]);
        await denials.DisposeAsync();
        denials = backend.OpenDenials();
        foreach (var id in new[] { "a", "b" })
        {
            var found = await denials.FindAsync(id);
            Assert.Equal((One, Time), (found!.AccountId, found.Time));
            Assert.Equal([7], found.Body);
        }
        Assert.Null(await denials.FindAsync("c"));
        Assert.Equal([1, 2], (await denials.TextsAsync(["text", "none"]))["text"]);
    }

    [Fact]
    public async Task The_newest_of_an_account_come_first()
    {
        await denials.AppendAsync([Of(One, Time, 1, "x", "a"), Of(Other, Time, 2, "x", "b"), Of(One, Time, 3, "x", "c")]);
        Assert.Equal([3, 1], (await denials.LatestAsync(One, 5)).Select(found => (int)found.Body[0]));
        Assert.Equal([3], (await denials.LatestAsync(One, 1)).Select(found => (int)found.Body[0]));
    }

    [Fact]
    public async Task Old_ones_are_swept_with_their_ids_and_texts()
    {
        await denials.AppendAsync([Of(One, Time, 1, "old", "a"), Of(One, Time.AddHours(30), 2, "new", "b")]);
        await denials.SweepAsync(Time.AddHours(5), 10, 10);
        Assert.Null(await denials.FindAsync("a"));
        Assert.NotNull(await denials.FindAsync("b"));
        Assert.Equal(["new"], (await denials.TextsAsync(["old", "new"])).Keys);
    }

    [Fact]
    public async Task A_text_that_is_used_again_is_kept()
    {
        await denials.AppendAsync([Of(One, Time, 1, "text", "a"), Of(One, Time.AddHours(30), 2, "text", "b")]);
        await denials.SweepAsync(Time.AddHours(20), 10, 10);
        Assert.Equal(["text"], (await denials.TextsAsync(["text"])).Keys);
    }

    [Fact]
    public async Task Too_many_of_an_account_or_of_all_lose_their_oldest()
    {
        for (var i = 0; i < 5; i++)
            await denials.AppendAsync([Of(One, Time, (byte)i, "x", $"one{i}"), Of(Other, Time, (byte)i, "x", $"other{i}")]);
        await denials.SweepAsync(Time, perAccount: 3, total: 100);
        Assert.Equal([4, 3, 2], (await denials.LatestAsync(One, 9)).Select(found => (int)found.Body[0]));
        await denials.SweepAsync(Time, perAccount: 3, total: 2);
        Assert.NotNull(await denials.FindAsync("one4"));
        Assert.NotNull(await denials.FindAsync("other4"));
        Assert.Null(await denials.FindAsync("one3"));
    }

    static StoredDenial Of(AccountId account, DateTimeOffset time, byte body, string hash, params string[] ids) =>
        new(account, time, ids, [body], new Dictionary<string, byte[]> { [hash] = [1, 2] });
}
