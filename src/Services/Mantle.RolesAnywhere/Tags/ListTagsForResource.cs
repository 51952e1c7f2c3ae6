using Mantle.Core.Authorization;
using Mantle.Wire.RolesAnywhere;

namespace Mantle.RolesAnywhere.Tags;

[Operation]
static class ListTagsForResource
{
    public static Access Requires(ListTagsForResourceRequest r, Call c) => new(Actions.ListTagsForResource, "*");

    public static ListTagsForResourceResponse Execute(ListTagsForResourceRequest r, Call c) =>
        new()
        {
            Tags =
            [
                .. TaggedResource
                    .Existing(c, c.Account, r.ResourceArn)
                    .Tags.Select(tag => new Wire.RolesAnywhere.Tag { Key = tag.Key, Value = tag.Value }),
            ],
        };
}
