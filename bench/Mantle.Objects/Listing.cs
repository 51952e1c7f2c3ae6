using System.Diagnostics;
using System.Xml.Linq;

namespace Mantle.Objects;

/// <summary>A listing of the whole large bucket by one client, page by page.</summary>
/// <param name="Seconds">How long all pages took.</param>
/// <param name="First">Median time of the first tenth of the pages, in milliseconds.</param>
/// <param name="Last">That of the last tenth.</param>
sealed record Listing(double Seconds, double First, double Last)
{
    public static async Task<Listing> MeasureAsync(Server server, int keys)
    {
        var s3 = new S3(server);
        var times = new List<double>();
        var listed = 0;
        string? token = null;
        do
        {
            var watch = Stopwatch.StartNew();
            var next = token is null ? "" : $"&continuation-token={Uri.EscapeDataString(token)}";
            // Parameters in their canonical order.
            using var answer = await s3.SendAsync(HttpMethod.Get, $"/{Server.LargeBucket}?list-type=2{next}");
            var page = XElement.Parse(await answer.Content.ReadAsStringAsync());
            times.Add(watch.Elapsed.TotalMilliseconds);
            listed += page.Elements().Count(element => element.Name.LocalName == "Contents");
            token = page.Elements().FirstOrDefault(element => element.Name.LocalName == "NextContinuationToken")?.Value;
        } while (token is not null);
        if (listed != keys)
            throw new InvalidOperationException($"{listed} of {keys} keys were listed.");
        var tenth = Math.Max(1, times.Count / 10);
        return new Listing(times.Sum() / 1_000, Table.Median(times.Take(tenth)), Table.Median(times.TakeLast(tenth)));
    }
}
