using Mantle.CloudTrail.Entities;
using Mantle.Core.Accounts;
using Mantle.Core.Authorization;

namespace Mantle.CloudTrail.Trails;

/// <summary>Trails as the API shows them.</summary>
static class TrailAnswers
{
    public static Wire.CloudTrail.Trail Of(Entities.Trail trail, AccountId owner) =>
        new()
        {
            Name = trail.Name,
            S3BucketName = trail.Bucket,
            S3KeyPrefix = trail.Prefix,
            IncludeGlobalServiceEvents = trail.HasGlobalEvents,
            IsMultiRegionTrail = trail.IsMultiRegion,
            HomeRegion = trail.HomeRegion,
            TrailARN = trail.ArnIn(owner),
            LogFileValidationEnabled = trail.HasDigests,
            HasCustomEventSelectors = !trail.Selectors.IsEmpty || !trail.AdvancedSelectors.IsEmpty,
            HasInsightSelectors = false,
            IsOrganizationTrail = trail.IsOrganization,
        };

    /// <summary>The trails that the caller's account has in the call's Region, with those of its organization.</summary>
    /// <param name="c">The call, with the management account in its view.</param>
    /// <param name="withShadows">Whether those with another home Region count.</param>
    public static IEnumerable<(Entities.Trail Trail, Account Owner)> InRegion(Call c, bool withShadows = true)
    {
        foreach (var owner in Owners(c))
        foreach (var trail in owner.Trails.All)
            if (
                (owner.Id == c.Account.Id || (trail.IsOrganization && withShadows))
                && (trail.HomeRegion == c.Region || (trail.IsMultiRegion && withShadows))
            )
                yield return (trail, owner);
    }

    /// <summary>All trails of the caller's account, and of its organization.</summary>
    public static IEnumerable<(Entities.Trail Trail, Account Owner)> OfAllRegions(Call c) =>
        from owner in Owners(c)
        from trail in owner.Trails.All
        where owner.Id == c.Account.Id || trail.IsOrganization
        select (trail, owner);

    static IEnumerable<Account> Owners(Call c)
    {
        yield return c.Account;
        if (c.Organization?.ManagementAccountId is { } id && id != c.Account.Id && c.FindAccount(id) is { } management)
            yield return management;
    }
}
