using System.Globalization;
using Mantle.Server.Hosting;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations;

/// <summary>
/// Walks every paginated list of IAM to its end (and one that the service model does not call paginated) while another client writes
/// between the pages: an entry that exists throughout is listed once, and none twice. Lists that AWS lets grow have 250 entries; the others
/// have what AWS allows, in pages of one.
/// </summary>
public sealed class PaginationTests(UnlimitedServer server) : IClassFixture<UnlimitedServer>
{
    [Theory]
    [MemberData(nameof(PagedLists.Names), MemberType = typeof(PagedLists))]
    public async Task Nothing_is_lost_or_repeated_while_another_client_writes(string name)
    {
        var root = await server.NewAccountAsync();
        var writer = await root.NewUserAsync("writer", Documents.Allow("*"));
        var list = PagedLists.Of(name, server);
        var there = new List<string>(await list.PrepareAsync(root));
        string[] names = [.. Enumerable.Range(0, list.Count).Select(i => $"n{i:000}")];
        foreach (var added in names)
            there.Add(await list.AddAsync(root, added));

        var seen = new List<string>();
        string? marker = null,
            passing = null;
        var pages = 0;
        do
        {
            // An entry is added at this page's end, where its name can be chosen, and is deleted before the next page: a marker may name a
            // deleted entry.
            if (passing is not null)
            {
                await list.RemoveAsync!(writer, passing);
                passing = null;
            }
            else if (pages % 2 == 1 && list.RemoveAsync is not null)
            {
                passing = await list.AddAsync(
                    writer,
                    names[Math.Clamp(seen.Count(there.Contains) + list.PageSize - 2, 0, names.Length - 1)] + "x"
                );
            }
            else
            {
                await writer.Iam("UpdateUser", ("UserName", "writer"), ("NewPath", $"/{pages}/"));
            }
            var page = await root.Iam(
                name,
                [
                    .. list.Parameters(root),
                    ("MaxItems", list.PageSize.ToString(CultureInfo.InvariantCulture)),
                    .. marker is null ? [] : new[] { ("Marker", marker) },
                ]
            );
            seen.AddRange(
                page.Xml!.Descendants().Where(element => list.Shown.Contains(element.Name.LocalName)).Select(element => element.Value)
            );
            marker = page.Find("Marker")?.Value;
            Assert.Equal(marker is null ? "false" : "true", page.Find("IsTruncated")?.Value ?? "false");
            Assert.True(++pages <= 2 * there.Count + 2, "The list has no end.");
        } while (marker is not null);

        Assert.Equal(there.Order(StringComparer.Ordinal), seen.Where(there.Contains).Order(StringComparer.Ordinal));
        Assert.Equal(seen.Count, seen.Distinct().Count());
        // In long lists the added entries were listed, so markers did name deleted ones.
        Assert.True(list.Count < 250 || seen.Exists(entry => entry.EndsWith('x')));
        Assert.True(pages >= there.Count / list.PageSize, $"{pages} pages");
    }
}

/// <summary>A server that lifts AWS's quotas.</summary>
public sealed class UnlimitedServer : TestServer
{
    internal override ServerOptions Configure(ServerOptions options) => options with { EnforceQuotas = false };
}
