using Mantle.Core.Accounts;
using Mantle.Core.Catalog;
using Mantle.Iam.Entities;
using Api = Mantle.Wire.Iam;

namespace Mantle.Iam;

/// <summary>Entities as answers show them. An operation that shows less than the others removes it itself.</summary>
static class Answers
{
    public static Api.User Listed(User user) =>
        new()
        {
            Path = user.Path,
            UserName = user.Name,
            UserId = user.Id,
            Arn = user.Arn,
            CreateDate = user.CreateDate,
            PasswordLastUsed = user.PasswordLastUsed,
        };

    public static Api.User Full(User user) => Listed(user) with { PermissionsBoundary = Boundary(user), Tags = Tags(user.Tags) };

    /// <summary>The root user has no path. Its name is the account's alias, if there is one.</summary>
    public static Api.User RootUser(Account account) =>
        new()
        {
            UserName = account.Settings.Alias,
            UserId = account.Id,
            Arn = account.RootArn,
            CreateDate = account.Root!.CreateDate,
        };

    public static Api.Group Of(Group group) =>
        new()
        {
            Path = group.Path,
            GroupName = group.Name,
            GroupId = group.Id,
            Arn = group.Arn,
            CreateDate = group.CreateDate,
        };

    /// <summary>A role as CreateRole and instance profiles show it.</summary>
    public static Api.Role Of(Role role, Account account) =>
        new()
        {
            Path = role.Path,
            RoleName = role.Name,
            RoleId = role.Id,
            Arn = role.Arn,
            CreateDate = role.CreateDate,
            AssumeRolePolicyDocument = Encoded(Trust(role, account)),
        };

    public static Api.Role Listed(Role role, Account account) =>
        Of(role, account) with
        {
            Description = role.Description,
            MaxSessionDuration = role.MaxSessionDuration,
        };

    public static Api.InstanceProfile Of(InstanceProfile profile, Account account) =>
        new()
        {
            Path = profile.Path,
            InstanceProfileName = profile.Name,
            InstanceProfileId = profile.Id,
            Arn = profile.Arn,
            CreateDate = profile.CreateDate,
            Roles = profile.RoleName is { } name && account.Roles.Find(name) is { } role ? [Of(role, account)] : [],
        };

    public static Api.Policy Listed(ManagedPolicy policy, Account account) =>
        new()
        {
            PolicyName = policy.Name,
            PolicyId = policy.Id,
            Arn = policy.Arn,
            Path = policy.Path,
            DefaultVersionId = policy.Default.Id,
            AttachmentCount = account.UseOf(policy.Arn).Attachments,
            PermissionsBoundaryUsageCount = account.UseOf(policy.Arn).Boundaries,
            IsAttachable = true,
            CreateDate = policy.CreateDate,
            UpdateDate = policy.UpdateDate,
        };

    public static Api.Policy Full(ManagedPolicy policy, Account account) =>
        Listed(policy, account) with
        {
            Description = policy.Description,
            Tags = All(policy.Tags),
        };

    public static Api.Policy Listed(AwsManagedPolicy policy, Account account) =>
        new()
        {
            PolicyName = policy.Name,
            PolicyId = policy.Id,
            Arn = policy.Arn,
            Path = policy.Path,
            DefaultVersionId = policy.VersionId,
            AttachmentCount = account.UseOf(policy.Arn).Attachments,
            PermissionsBoundaryUsageCount = account.UseOf(policy.Arn).Boundaries,
            IsAttachable = true,
            CreateDate = policy.CreateDate,
            UpdateDate = policy.UpdateDate,
        };

    public static Api.PolicyVersion Of(ManagedPolicyVersion version, ManagedPolicy policy, bool withDocument) =>
        new()
        {
            VersionId = version.Id,
            IsDefaultVersion = version.Number == policy.DefaultVersion,
            CreateDate = version.CreateDate,
            Document = withDocument ? Encoded(version.Document.Text) : null,
        };

    public static Api.AttachedPolicy Attached(string arn) => new() { PolicyArn = arn, PolicyName = PolicyArn.NameOf(arn) };

    public static Api.AttachedPermissionsBoundary? Boundary(ActingIdentity identity) =>
        identity.PermissionsBoundary is { } arn ? new() { PermissionsBoundaryType = "Policy", PermissionsBoundaryArn = arn } : null;

    public static Api.ServerCertificateMetadata Of(ServerCertificate certificate) =>
        new()
        {
            Path = certificate.Path,
            ServerCertificateName = certificate.Name,
            ServerCertificateId = certificate.Id,
            Arn = certificate.Arn,
            UploadDate = certificate.UploadDate,
            Expiration = certificate.Expiration,
        };

    public static string Status(bool active) => active ? "Active" : "Inactive";

    /// <summary>Whether a request's status is Active. AWS's model lists Expired too, which nobody can set.</summary>
    public static bool IsActive(string status) =>
        status != Api.StatusType.Expired
            ? status == Api.StatusType.Active
            : throw Api.Errors.ValidationError(
                "1 validation error detected: Value at 'status' failed to satisfy constraint: Member must satisfy enum value set"
            );

    /// <summary>Null where there are none: AWS leaves the member out.</summary>
    public static IReadOnlyList<Api.Tag>? Tags(IReadOnlyList<Tag> tags) => tags.Count == 0 ? null : All(tags);

    public static IReadOnlyList<Api.Tag> All(IReadOnlyList<Tag> tags) =>
        [.. tags.Select(tag => new Api.Tag { Key = tag.Key, Value = tag.Value })];

    /// <summary>The trust policy as answers show it. Principals of other accounts stay as the request wrote them.</summary>
    public static string Trust(Core.Accounts.Role role, Account account) => role.Trust.Shown(id => id == account.Id ? account : null);

    public static string Encoded(string document) => Uri.EscapeDataString(document);
}
