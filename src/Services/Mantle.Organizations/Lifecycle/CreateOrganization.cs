using Mantle.Core.Authorization;
using Mantle.Core.Organizations;
using Mantle.Wire.Organizations;
using Unit = Mantle.Core.Organizations.Unit;

namespace Mantle.Organizations.Lifecycle;

/// <summary>Makes the caller's account the management account of a new organization.</summary>
[Operation]
static class CreateOrganization
{
    public static ValueTask<string> PrepareAsync(CreateOrganizationRequest r, Call c, CancellationToken cancellation) =>
        new(OrganizationId.New());

    public static Access Requires(CreateOrganizationRequest r, Call c) => new(Actions.CreateOrganization, "*");

    public static WriteTarget Writes(CreateOrganizationRequest r, Call c, string organizationId) =>
        new(c.Account.Id, OrganizationId: organizationId);

    public static CreateOrganizationResponse Execute(CreateOrganizationRequest r, Change change, string organizationId)
    {
        if (change.Account.Membership is not null)
            throw Errors.AlreadyInOrganizationException("The AWS account is already a member of an organization.");
        MemberAccount.DemandServiceLinkedRole(change);
        var root = new Unit { Id = OrganizationId.NewRoot(), Name = "Root" };
        change.Put(
            new OrganizationSettings
            {
                ManagementAccountId = change.Account.Id,
                FeatureSet = r.FeatureSet ?? OrganizationSettings.AllFeatures,
                RootId = root.Id,
                CreateDate = change.Time,
            }
        );
        change.Put(root);
        MemberAccount.Join(change, change.Account, Member.Invited, []);
        return new() { Organization = Answers.Of(change.Organization!) };
    }
}
