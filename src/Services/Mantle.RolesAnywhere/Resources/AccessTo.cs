using Mantle.Core.Authorization;
using Mantle.RolesAnywhere.Entities;

namespace Mantle.RolesAnywhere.Resources;

/// <summary>Accesses to the service's resources, with their tags.</summary>
static class AccessTo
{
    public static Access One<T>(Call call, ActionName action, string id)
        where T : Resource, IResourceType =>
        new(action, ResourceArn.Of<T>(call, id)) { ResourceTags = call.Account.FindResource<T>(call.Region, id)?.Tags };

    /// <summary>Creating a resource, which has no ARN yet for the action itself; with tags, it is tagged too.</summary>
    public static Access New<T>(Call call, ActionName action, string id, IReadOnlyList<Wire.RolesAnywhere.Tag>? tags)
        where T : Resource, IResourceType
    {
        var requested = TagInput.Of(tags);
        return new Access(action, "*")
        {
            RequestTags = requested,
            And = requested is { Count: > 0 }
                ? [new Access(Actions.TagResource, ResourceArn.Of<T>(call, id)) { RequestTags = requested }]
                : [],
        };
    }
}
