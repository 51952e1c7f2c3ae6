using System.Globalization;

namespace Mantle.Objects;

/// <summary>A kind of request.</summary>
/// <param name="Name">What it is called in the table.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Body">The body that all of its requests have; null for none.</param>
/// <param name="Target">The target of a request by its number in all rounds, and the number of keys in the large bucket.</param>
/// <param name="Connections">The most connections that it uses.</param>
sealed record Workload(string Name, string Method, byte[]? Body, Func<long, int, string> Target, int Connections = int.MaxValue)
{
    public static readonly Workload[] All =
    [
        new("PUT 1 KiB", "PUT", new byte[1 << 10], (number, _) => $"/{Server.Bucket}/small-{number}"),
        new("PUT 64 KiB", "PUT", new byte[64 << 10], (number, _) => $"/{Server.Bucket}/large-{number}"),
        new("GET 1 KiB", "GET", null, (_, _) => $"/{Server.Bucket}/{1 << 10}"),
        new("GET 64 KiB", "GET", null, (_, _) => $"/{Server.Bucket}/{64 << 10}"),
        new("list a page of 1,000", "GET", null, Page, Connections: 2),
    ];

    /// <summary>A page that begins anywhere in the large bucket: the numbers are spread by a step that no folder count divides.</summary>
    static string Page(long number, int keys) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"/{Server.LargeBucket}?list-type=2&start-after=folder-{number * 7_919 % Math.Max(1, keys / 1_000 - 1):D4}%2Fkey-500"
        );
}
