using System.Collections.Immutable;
using Mantle.Wire.Organizations;
using Organization = Mantle.Core.Organizations.Organization;
using Tag = Mantle.Core.Accounts.Tag;

namespace Mantle.Organizations.Tags;

/// <summary>A resource of an organization that has tags, and how to change them.</summary>
sealed record TaggedResource(ImmutableArray<Tag> Tags, Func<ImmutableArray<Tag>, Entity> With)
{
    public static TaggedResource Find(Organization organization, string id) =>
        TryFind(organization, id) ?? throw Errors.TargetNotFoundException("You specified a target that doesn't exist.");

    static TaggedResource? TryFind(Organization organization, string id)
    {
        if (organization.FindTarget(id) is { } target)
            return new(target.Tags, tags => target with { Tags = tags });
        if (organization.Policies.Find(id) is { } policy)
            return new(policy.Tags, tags => policy with { Tags = tags });
        if (organization.Transfers.Find(id) is { } transfer)
            return new(transfer.Tags, tags => transfer with { Tags = tags });
        return organization.Settings is { ResourcePolicy: { } delegation } settings && delegation.Id == id
            ? new(delegation.Tags, tags => settings with { ResourcePolicy = delegation with { Tags = tags } })
            : null;
    }
}
