using System.Text;
using Mantle.Wire.S3;

namespace Mantle.S3.Configurations;

/// <summary>Configurations of which a bucket can have several, each with an id.</summary>
static class NamedConfiguration
{
    const int MostPerBucket = 1_000,
        PageSize = 100;

    /// <summary>Checks that the id in the document is the id in the URL.</summary>
    public static void CheckId(string id, string documentId)
    {
        if (id != documentId)
            throw Errors.IdMismatch();
    }

    public static T Find<T>(KeptConfiguration<T> kept, S3.Entities.Bucket bucket, string id)
        where T : class => kept.Find(bucket, id) ?? throw Errors.NoSuchConfiguration();

    public static S3.Entities.Bucket Put<T>(KeptConfiguration<T> kept, S3.Entities.Bucket bucket, string id, T value)
        where T : class =>
        kept.Find(bucket, id) is not null || kept.All(bucket).Count() < MostPerBucket
            ? kept.Put(bucket, value, id)
            : throw Errors.TooManyConfigurations();

    public static S3.Entities.Bucket Remove<T>(KeptConfiguration<T> kept, S3.Entities.Bucket bucket, string id)
        where T : class
    {
        Find(kept, bucket, id);
        return kept.Put(bucket, null, id);
    }

    /// <summary>A page, and the token of the next one; null at the end.</summary>
    public static (IReadOnlyList<T>? Items, string? Next) List<T>(KeptConfiguration<T> kept, S3.Entities.Bucket bucket, string? token)
        where T : class
    {
        var after = token is null ? null : Objects.Listing.ReadToken(token);
        var rest = kept.All(bucket).Where(item => after is null || string.CompareOrdinal(item.Id, after) > 0).Take(PageSize + 1).ToList();
        var page = rest.Take(PageSize).ToList();
        var next = rest.Count > PageSize ? Convert.ToBase64String(Encoding.UTF8.GetBytes(page[^1].Id)) : null;
        return (page.Count == 0 ? null : [.. page.Select(item => item.Read())], next);
    }
}
