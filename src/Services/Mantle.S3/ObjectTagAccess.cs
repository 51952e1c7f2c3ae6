using Mantle.Core.Accounts;
using Mantle.Core.Authorization;

namespace Mantle.S3;

/// <summary>Accesses with condition keys of an object's tags.</summary>
static class ObjectTagAccess
{
    extension(Access access)
    {
        /// <summary>The access to an object with these tags.</summary>
        public Access WithExistingTags(Lazy<IReadOnlyList<Tag>> tags) =>
            access with
            {
                ServiceKeys = (ObjectTagKeys.Of(access) with { Existing = tags }).AsKeys(),
            };

        /// <summary>The access with the tags that the request gives the object.</summary>
        public Access WithRequestedTags(IReadOnlyList<Tag>? tags) =>
            access with
            {
                ServiceKeys = (ObjectTagKeys.Of(access) with { Requested = tags }).AsKeys(),
            };
    }
}
