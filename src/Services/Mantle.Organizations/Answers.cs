using Mantle.Core.Accounts;
using Mantle.Core.Organizations;
using Api = Mantle.Wire.Organizations;
using Organization = Mantle.Core.Organizations.Organization;

namespace Mantle.Organizations;

/// <summary>The entities of an organization as answers show them.</summary>
static class Answers
{
    public static Api.Organization Of(Organization organization) =>
        new()
        {
            Id = organization.Id,
            Arn = OrganizationArn.Of(organization),
            FeatureSet = organization.Settings!.FeatureSet,
            MasterAccountId = organization.ManagementAccountId,
            MasterAccountArn = OrganizationArn.OfAccount(organization, organization.ManagementAccountId),
            MasterAccountEmail = organization.Members.Find(organization.ManagementAccountId)!.Email,
            // AWS always lists this one type; ListRoots has the enabled types.
            AvailablePolicyTypes = organization.HasAllFeatures
                ? [new() { Type = ControlPolicies.ServiceControl, Status = Api.PolicyTypeStatus.Enabled }]
                : [],
        };

    public static Api.Root RootOf(Organization organization) =>
        new()
        {
            Id = organization.Root.Id,
            Arn = OrganizationArn.OfTarget(organization, organization.Root),
            Name = organization.Root.Name,
            PolicyTypes =
            [
                .. organization.Settings!.EnabledPolicyTypes.Select(type => new Api.PolicyTypeSummary
                {
                    Type = type,
                    Status = Api.PolicyTypeStatus.Enabled,
                }),
            ],
        };

    public static Api.OrganizationalUnit Of(Organization organization, Unit unit) =>
        new()
        {
            Id = unit.Id,
            Arn = OrganizationArn.OfTarget(organization, unit),
            Name = unit.Name,
            Path = organization.PathOf(unit),
        };

    public static Api.Account Of(Organization organization, Member member) =>
        new()
        {
            Id = member.Id,
            Arn = OrganizationArn.OfTarget(organization, member),
            Name = member.Name,
            Email = member.Email,
            Status = member.State,
            State = member.State,
            JoinedMethod = member.JoinedMethod,
            JoinedTimestamp = member.JoinedAt,
            Paths = [$"{organization.PathOf(member)}{member.Id}/"],
        };

    public static Api.PolicySummary Of(Organization organization, OrganizationPolicy policy) =>
        new()
        {
            Id = policy.Id,
            Arn = OrganizationArn.OfPolicy(organization, policy),
            Name = policy.Name,
            Description = policy.Description,
            Type = policy.Type,
            AwsManaged = false,
        };

    public static Api.PolicySummary Of(AwsControlPolicy policy) =>
        new()
        {
            Id = policy.Id,
            Arn = policy.Arn,
            Name = policy.Name,
            Description = policy.Description,
            Type = policy.Type,
            AwsManaged = true,
        };

    public static Api.PolicyTargetSummary TargetOf(Organization organization, PolicyTarget target) =>
        new()
        {
            TargetId = target.Id,
            Arn = OrganizationArn.OfTarget(organization, target),
            Name = target.Name,
            Type = target switch
            {
                Member => Api.TargetType.Account,
                Unit { IsRoot: true } => Api.TargetType.Root,
                _ => Api.TargetType.OrganizationalUnit,
            },
        };

    /// <summary>CreateAccount always answers IN_PROGRESS, although the account exists already.</summary>
    public static Api.CreateAccountStatus Of(AccountCreation creation) =>
        new()
        {
            Id = creation.Id,
            AccountName = creation.AccountName,
            State = creation.State,
            RequestedTimestamp = creation.RequestedAt,
            CompletedTimestamp = creation.State == AccountCreation.InProgress ? null : creation.RequestedAt,
            AccountId = creation.AccountId,
            FailureReason = creation.FailureReason,
        };

    public static IReadOnlyList<Api.Tag> Tags(IEnumerable<Tag> tags) =>
        [.. tags.Select(tag => new Api.Tag { Key = tag.Key, Value = tag.Value })];
}
