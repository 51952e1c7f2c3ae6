using System.Diagnostics;
using System.Globalization;
using Mantle.S3.Store;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Objects;

/// <summary>
/// Listings of a large bucket, seeded through the storage layer: complete, in order, and at a cost that does not depend on a page's
/// position. MANTLE_LONG=1 uses a million keys, and measures.
/// </summary>
[Trait("speed", "slow")]
public sealed class LargeListingTests : IDisposable
{
    const long Bucket = 5;

    static readonly bool IsLong = Environment.GetEnvironmentVariable("MANTLE_LONG") == "1";

    static readonly int Folders = IsLong ? 10_000 : 300,
        PerFolder = 100;

    readonly TemporaryFolder folder = new();

    string Database => Path.Combine(folder.Path, "objects.db");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(null)]
    [InlineData("/")]
    public async Task Every_page_costs_the_same(string? delimiter)
    {
        await using var store = ObjectStore.Open(
            Database,
            Path.Combine(folder.Path, "objects"),
            await ObjectKeys.OfAsync(folder),
            TimeProvider.System
        );
        Seed();
        var times = new List<TimeSpan>();
        var (count, last) = (0, "");
        ListPage page;
        string? after = null;
        do
        {
            var watch = Stopwatch.StartNew();
            page = store.List(Bucket, new ListQuery("", delimiter, after, 1_000));
            times.Add(watch.Elapsed);
            after = page.Last;
            foreach (var name in delimiter is null ? page.Objects.Select(stored => stored.Key) : page.CommonPrefixes)
            {
                Assert.True(string.CompareOrdinal(last, name) < 0);
                last = name;
                count++;
            }
        } while (page.IsTruncated);
        Assert.Equal(delimiter is null ? Folders * PerFolder : Folders, count);
        if (!IsLong)
            return;
        var (first, end) = (Median(times[..(times.Count / 4)]), Median(times[^(times.Count / 4)..]));
        TestContext.Current.SendDiagnosticMessage(
            "A page of {0} keys took {1:0.00} ms at the beginning and {2:0.00} ms at the end.",
            1_000,
            first.TotalMilliseconds,
            end.TotalMilliseconds
        );
        Assert.True(
            end < first * 3 + TimeSpan.FromMilliseconds(5),
            $"{first.TotalMilliseconds} ms at the beginning, {end.TotalMilliseconds} ms at the end"
        );
    }

    static TimeSpan Median(List<TimeSpan> times) => times.Order().ElementAt(times.Count / 2);

    void Seed()
    {
        using var database = new ObjectDatabase(Database);
        database.Execute("BEGIN IMMEDIATE");
        for (var i = 0; i < Folders; i++)
        for (var j = 0; j < PerFolder; j++)
            ObjectRows.Put(
                database,
                Bucket,
                new StoredObject
                {
                    Key = string.Create(CultureInfo.InvariantCulture, $"folder-{i:000000}/file-{j:000}"),
                    Blob = "none",
                    Size = 1,
                    ETag = "d41d8cd98f00b204e9800998ecf8427e",
                    Modified = DateTimeOffset.UnixEpoch,
                    Attributes = new StoredAttributes(),
                }
            );
        database.Execute("COMMIT");
    }
}
