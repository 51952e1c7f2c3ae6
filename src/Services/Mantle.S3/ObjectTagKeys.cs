using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Policy;

namespace Mantle.S3;

/// <summary>
/// The condition keys of an object's tags: those it has, and those that the request gives it. A tag's key keeps its case here
/// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/tagging-and-policies.html"/>).
/// </summary>
/// <param name="Existing">The tags that the object has, looked up when a policy asks for one; null where there can be none.</param>
/// <param name="Requested">The tags that the request gives it; null where it gives none.</param>
sealed record ObjectTagKeys(Lazy<IReadOnlyList<Tag>>? Existing, IReadOnlyList<Tag>? Requested)
{
    const string ExistingTag = "s3:ExistingObjectTag",
        RequestedTag = "s3:RequestObjectTag",
        RequestedKeys = "s3:RequestObjectTagKeys";

    /// <summary>The keys as the gate asks for them.</summary>
    public ServiceKeys AsKeys() => new Keys(this);

    sealed class Keys(ObjectTagKeys tags) : ServiceKeys
    {
        public ObjectTagKeys Tags => tags;

        public override IEnumerable<string> Names => (tags.Requested ?? []).Select(tag => $"{RequestedTag}/{tag.Key}");

        public override bool TryGetValues(ContextKey key, out ContextValues values)
        {
            if (key.Is(RequestedKeys))
                return Has(
                    tags.Requested is { Count: > 0 } requested
                        ? new ContextValues([.. requested.Select(tag => tag.Key)])
                        : default(ContextValues?),
                    out values
                );
            if (key.TagKey is { } existing && key.Is(ExistingTag))
                return Has(ValueOf(tags.Existing?.Value, existing), out values);
            if (key.TagKey is { } given && key.Is(RequestedTag))
                return Has(ValueOf(tags.Requested, given), out values);
            values = default;
            return false;
        }

        static ContextValues? ValueOf(IReadOnlyList<Tag>? tags, string key)
        {
            foreach (var tag in tags ?? [])
                if (tag.Key == key)
                    return new ContextValues(tag.Value);
            return null;
        }

        static bool Has(ContextValues? value, out ContextValues values)
        {
            values = value.GetValueOrDefault();
            return value is not null;
        }
    }

    /// <summary>The keys of an access; none where it has none.</summary>
    public static ObjectTagKeys Of(Access access) => (access.ServiceKeys as Keys)?.Tags ?? new(null, null);
}
