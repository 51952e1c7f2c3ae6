using Mantle.CloudTrail.Entities;
using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;
using Trail = Mantle.CloudTrail.Entities.Trail;

namespace Mantle.CloudTrail.Trails;

/// <summary>
/// The trail that a request names by its name or ARN. A trail of all Regions is found in each of them, others in their home Region only.
/// </summary>
/// <param name="Arn">ARN of the trail, which need not exist.</param>
/// <param name="Owner">The account of the trail: the caller's, or the management account for a trail of the organization.</param>
/// <param name="Found">The trail; null if there is none.</param>
sealed record TrailReference(string Arn, Account Owner, Trail? Found)
{
    /// <summary>Finds a trail.</summary>
    /// <exception cref="Wire.ApiException">The text is neither a name nor an ARN.</exception>
    public static TrailReference Of(Call c, string text)
    {
        if (text.StartsWith("arn:", StringComparison.Ordinal))
            return OfArn(c, text);
        TrailName.Check(text);
        var found = InRegion(c, c.Account, c.Region, text);
        return new(found is null ? Trail.ArnOf(c.Region, c.Account.Id, text) : ArnOf(found, c.Account), c.Account, found);
    }

    static TrailReference OfArn(Call c, string text)
    {
        if (!Mantle.Policy.Arn.TryParse(text, out var arn) || arn.Service is not "cloudtrail" || !arn.Resource.StartsWith("trail/"))
            throw Errors.CloudTrailARNInvalidException(
                "Trail ARN must be in the format arn:aws:cloudtrail:us-east-2:123456789012:trail/MyTrail."
            );
        var (region, name) = (arn.Region.ToString(), arn.Resource["trail/".Length..].ToString());
        TrailName.Check(name);
        var owner =
            AccountId.TryParse(arn.AccountId.ToString(), out var id) && id != c.Account.Id ? OrganizationTrails.OwnerOf(c, id) : null;
        if (owner is null && id != c.Account.Id)
            return new(text, c.Account, null);
        owner ??= c.Account;
        var found = owner.Trails.Find(Trail.KeyOf(region, name));
        var isVisible =
            found is not null
            && (found.HomeRegion == c.Region || found.IsMultiRegion)
            && (owner.Id == c.Account.Id || found.IsOrganization);
        return new(isVisible ? ArnOf(found!, owner) : text, owner, isVisible ? found : null)
        {
            IsOfOrganization = owner.Id != c.Account.Id,
        };
    }

    /// <summary>Names are found without regard to case, so what is authorized is the ARN of the trail that was found.</summary>
    static string ArnOf(Trail found, Account owner) => Trail.ArnOf(found.HomeRegion, owner.Id, found.Name);

    /// <summary>The trail with a name in a Region.</summary>
    static Trail? InRegion(Call c, Account account, string region, string name) =>
        account.Trails.Find(Trail.KeyOf(region, name))
        ?? account.Trails.All.FirstOrDefault(trail => trail.IsMultiRegion && trail.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The trail.</summary>
    /// <exception cref="Wire.ApiException">TrailNotFoundException.</exception>
    public Trail Existing(Call c) => Found ?? throw NotFound(c);

    /// <summary>A trail of the caller's account, in its home Region, where it can be changed.</summary>
    /// <exception cref="Wire.ApiException">
    /// TrailNotFoundException, InvalidHomeRegionException, NotOrganizationMasterAccountException.
    /// </exception>
    public Trail Changeable(Call c)
    {
        var trail = Existing(c);
        if (Owner.Id != c.Account.Id)
            throw OrganizationTrails.NotManagement();
        return trail.HomeRegion == c.Region
            ? trail
            : throw Errors.InvalidHomeRegionException($"Trail {trail.Name} must be changed through its home region: {trail.HomeRegion}.");
    }

    /// <summary>The access to the trail.</summary>
    public Access Access(ActionName action)
    {
        var access = new Access(action, Arn) { ResourceOwner = Owner, ResourceTags = Found?.Tags };
        // A member looks at the organization's trail by the permissions of its own account.
        return IsOfOrganization ? access.ByCaller() : access;
    }

    /// <summary>Whether it is a trail that the caller's account sees as a member of the organization.</summary>
    public bool IsOfOrganization { get; private init; }

    public Wire.ApiException NotFound(Call c) => Errors.TrailNotFoundException($"Unknown trail: {Arn} for the user: {c.Account.Id}");
}
