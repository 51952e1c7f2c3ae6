using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using Mantle.Wire;

namespace Mantle.Server.Operations.S3.Configurations;

/// <summary>
/// A configuration of a bucket that nothing here acts on: it is kept, and read back exactly. What is kept is the document that answers
/// have, so a configuration needs no second form; the binder of the operation that puts it reads it again.
/// </summary>
/// <typeparam name="T">The configuration.</typeparam>
/// <param name="name">What it is kept under.</param>
/// <param name="get">The operation whose answer the document is.</param>
/// <param name="put">The operation that reads it.</param>
/// <param name="answer">The configuration as an answer.</param>
/// <param name="read">The configuration in a request.</param>
sealed class KeptConfiguration<T>(string name, RestOperation get, RestOperation put, Func<T, object> answer, Func<object, T> read)
    where T : class
{
    /// <summary>The configuration; null where the bucket has none.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="id">The configuration's own id, where a bucket can have several.</param>
    public T? Find(Accounts.Bucket bucket, string? id = null) =>
        bucket.Configurations?.GetValueOrDefault(KeyOf(id)) is { } document ? Read(document) : null;

    /// <summary>All of a bucket that can have several, in the order of their ids.</summary>
    public IEnumerable<(string Id, Func<T> Read)> All(Accounts.Bucket bucket)
    {
        foreach (var (key, document) in bucket.Configurations ?? ImmutableSortedDictionary<string, string>.Empty)
            if (key.StartsWith(KeyOf(""), StringComparison.Ordinal))
                yield return (key[KeyOf("").Length..], () => Read(document));
    }

    /// <summary>The bucket with this configuration, or without it for null.</summary>
    public Accounts.Bucket Put(Accounts.Bucket bucket, T? value, string? id = null)
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
