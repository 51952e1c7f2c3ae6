using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Policy;

namespace Mantle.S3;

/// <summary>
/// The condition keys of tags: of the object's tags, and of the tags in the request. Here tag keys are case-sensitive
/// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/tagging-and-policies.html"/>).
/// </summary>
/// <param name="Existing">Looks up the object's tags when a policy asks for one; null where the object can have none.</param>
/// <param name="Requested">The tags in the request; null where it has none.</param>
sealed record ObjectTagKeys(Lazy<IReadOnlyList<Tag>>? Existing, IReadOnlyList<Tag>? Requested)
{
    const string ExistingTag = "s3:ExistingObjectTag",
        RequestedTag = "s3:RequestObjectTag",
        RequestedKeys = "s3:RequestObjectTagKeys";

    /// <summary>The keys in the gate's form.</summary>
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

    /// <summary>The tag keys of an access; empty where it has none.</summary>
    public static ObjectTagKeys Of(Access access) => (access.ServiceKeys as Keys)?.Tags ?? new(null, null);
}
