using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using Mantle.Wire;

namespace Mantle.S3.Configurations;

/// <summary>
/// A bucket configuration that Mantle stores and returns unchanged, without acting on it. What is stored is the answer's document, so a
/// configuration needs no second form; the binder of the operation that puts it can read it.
/// </summary>
/// <typeparam name="T">The configuration.</typeparam>
/// <param name="name">The name under which it is stored.</param>
/// <param name="get">The operation whose answer is the document.</param>
/// <param name="put">The operation that reads it.</param>
/// <param name="answer">The configuration as an answer.</param>
/// <param name="read">The configuration in a request.</param>
sealed class KeptConfiguration<T>(string name, RestOperation get, RestOperation put, Func<T, object> answer, Func<object, T> read)
    where T : class
{
    /// <summary>The configuration; null where the bucket has none.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="id">The configuration's own id, where a bucket can have several.</param>
    public T? Find(S3.Entities.Bucket bucket, string? id = null) =>
        bucket.Configurations?.GetValueOrDefault(KeyOf(id)) is { } document ? Read(document) : null;

    /// <summary>All configurations of a kind of which a bucket can have several, sorted by id.</summary>
    public IEnumerable<(string Id, Func<T> Read)> All(S3.Entities.Bucket bucket)
    {
        foreach (var (key, document) in bucket.Configurations ?? ImmutableSortedDictionary<string, string>.Empty)
            if (key.StartsWith(KeyOf(""), StringComparison.Ordinal))
                yield return (key[KeyOf("").Length..], () => Read(document));
    }

    /// <summary>The bucket with this configuration, or without it for null.</summary>
    public S3.Entities.Bucket Put(S3.Entities.Bucket bucket, T? value, string? id = null)
    {
        var before = bucket.Configurations ?? ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal);
        var after = value is null ? before.Remove(KeyOf(id)) : before.SetItem(KeyOf(id), Document(value));
        return ReferenceEquals(before, after) ? bucket : bucket with { Configurations = after.IsEmpty ? null : after };
    }

    string KeyOf(string? id) => id is null ? name : $"{name}/{id}";

    string Document(T value)
    {
        var output = new ArrayBufferWriter<byte>();
        get.WriteBody(output, answer(value));
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    T Read(string document) => read(put.Bind(new Request { Body = Encoding.UTF8.GetBytes(document) }));

    /// <summary>A request that has only the document.</summary>
    sealed class Request() : RestRequest("PUT", "/", "id=id", "bucket")
    {
        public override string? Header(string name) => null;

        public override IEnumerable<KeyValuePair<string, string>> Headers => [];
    }
}
