using Mantle.Core.Authorization;
using Mantle.Core.Organizations;
using Mantle.Wire.Organizations;
using Unit = Mantle.Core.Organizations.Unit;

namespace Mantle.Organizations.Tree;

[Operation]
static class CreateOrganizationalUnit
{
    public static Access Requires(CreateOrganizationalUnitRequest r, Call c)
    {
        var access = AccessTo.Of(c, Actions.CreateOrganizationalUnit, AllowedCallers.Management, r.ParentId) with
        {
            RequestTags = TagInput.Of(r.Tags),
        };
        return r.Tags is { Count: > 0 } ? access with { And = [access.For(Actions.TagResource)] } : access;
    }

    public static WriteTarget Writes(CreateOrganizationalUnitRequest r, Call c) => Administration.Writes(c);

    public static CreateOrganizationalUnitResponse Execute(CreateOrganizationalUnitRequest r, Change change)
    {
        var organization = Administration.Organization(change, AllowedCallers.Management);
        var parent = Existing.Parent(organization, r.ParentId);
        RefuseDuplicate(organization, parent.Id, r.Name);
        if (organization.Units.Count > OrganizationQuota.Units)
            throw Errors.ConstraintViolationException(
                "You have exceeded the number of organizational units allowed in an organization.",
                ConstraintViolationExceptionReason.OuNumberLimitExceeded
            );
        // The path to the parent begins with the root, which does not count as a level.
        if (organization.PathTo(parent).Count > Core.Organizations.Organization.Limits.UnitDepth)
            throw Errors.ConstraintViolationException(
                "You cannot add an organizational unit to the specified parent because it would exceed the max depth allowed.",
                ConstraintViolationExceptionReason.OuDepthLimitExceeded
            );
        var unit = new Unit
        {
            Id = OrganizationId.NewUnit(organization.Root.Id),
            Name = r.Name,
            ParentId = parent.Id,
            Tags = TagInput.New(r.Tags),
        };
        change.Put(unit);
        return new() { OrganizationalUnit = Answers.Of(change.Organization!, unit) };
    }

    /// <summary>Unit names are unique within a parent.</summary>
    public static void RefuseDuplicate(Core.Organizations.Organization organization, string parentId, string name)
    {
        if (organization.UnitsIn(parentId).Any(unit => unit.Name == name))
            throw Errors.DuplicateOrganizationalUnitException("An OU with the same name already exists.");
    }
}
