using Mantle.Core.Storage;

namespace Mantle.Server.Tests.Storage.Contracts;

/// <summary>The outbox keeps the events of changes until the trail has them.</summary>
public abstract class OutboxContract(StorageBackend backend) : StorageContract(backend)
{
    [Fact]
    public async Task Events_wait_in_the_outbox_until_they_are_taken()
    {
        await Store.CommitAsync([Put(0, NewUser("a"), Event("one")), new Commit(Time, [], Event("two"))]);
        await ReopenAsync();
        var segments = await Store.OutboxAsync(0, 10);
        Assert.Equal("one\ntwo\n", string.Concat(segments.Select(segment => System.Text.Encoding.UTF8.GetString(segment.Lines))));
        Assert.Empty(await Store.OutboxAsync(segments[^1].Number, 10));
        await Store.TakenAsync(segments[^1].Number);
        Assert.Empty(await Store.OutboxAsync(0, 10));
    }
}
