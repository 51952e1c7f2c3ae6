using Mantle.Core.Storage;

namespace Mantle.Server.Tests.Storage.Contracts;

/// <summary>Reports are kept until they are too old.</summary>
public abstract class ReportsContract(StorageBackend backend) : IAsyncLifetime
{
    static readonly AccountId Owner = AccountId.Parse("111122223333");

    static readonly DateTimeOffset Time = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    ITrail trail = null!;

    IReports Reports => (IReports)trail;

    public ValueTask InitializeAsync()
    {
        trail = backend.OpenTrail();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await trail.DisposeAsync();
        backend.Dispose();
    }

    [Fact]
    public async Task A_report_is_found_by_account_kind_and_id_also_after_opening_again()
    {
        await Reports.PutAsync(Of("r", Time, [1, 2]), TimeSpan.FromHours(4));
        await trail.DisposeAsync();
        trail = backend.OpenTrail();
        var found = await Reports.FindAsync(Owner, "credentials", "r");
        Assert.Equal(Time, found!.Time);
        Assert.Equal([1, 2], found.Body);
        Assert.Null(await Reports.FindAsync(AccountId.Parse("444455556666"), "credentials", "r"));
        Assert.Null(await Reports.FindAsync(Owner, "access", "r"));
        Assert.Null(await Reports.FindAsync(Owner, "credentials", "q"));
    }

    [Fact]
    public async Task A_later_report_takes_the_place_of_the_one_with_its_id()
    {
        await Reports.PutAsync(Of("r", Time, [1]), TimeSpan.FromHours(4));
        await Reports.PutAsync(Of("r", Time.AddHours(1), [2]), TimeSpan.FromHours(4));
        Assert.Equal([2], (await Reports.FindAsync(Owner, "credentials", "r"))!.Body);
    }

    [Fact]
    public async Task A_new_report_drops_those_of_its_kind_that_are_too_old()
    {
        await Reports.PutAsync(Of("old", Time, [1]), TimeSpan.FromHours(4));
        await Reports.PutAsync(Of("other", Time, [1]) with { Kind = "access" }, TimeSpan.FromHours(4));
        await Reports.PutAsync(Of("kept", Time.AddHours(1), [1]), TimeSpan.FromHours(4));
        await Reports.PutAsync(Of("new", Time.AddHours(5), [1]), TimeSpan.FromHours(4));
        Assert.Null(await Reports.FindAsync(Owner, "credentials", "old"));
        Assert.NotNull(await Reports.FindAsync(Owner, "credentials", "kept"));
        Assert.NotNull(await Reports.FindAsync(Owner, "access", "other"));
    }

    static Report Of(string id, DateTimeOffset time, byte[] body) => new(Owner, "credentials", id, time, body);
}
