using System.Collections.Immutable;
using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Core.Modules;
using Mantle.Core.Naming;
using Mantle.Core.Organizations;
using Mantle.Iam.ServiceLinkedRoles;
using Mantle.Wire.Organizations;
using Account = Mantle.Core.Accounts.Account;
using Organization = Mantle.Core.Organizations.Organization;
using Role = Mantle.Core.Accounts.Role;
using Tag = Mantle.Core.Accounts.Tag;

namespace Mantle.Organizations;

/// <summary>How accounts join and leave an organization.</summary>
static class MemberAccount
{
    public const string DefaultRole = "OrganizationAccountAccessRole";

    const string Administrator = "arn:aws:iam::aws:policy/AdministratorAccess";

    /// <summary>
    /// Makes the change's account a new member: a root user without credentials, and the role with which the management account administers
    /// the account (<see href="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_access.html"/>).
    /// </summary>
    /// <param name="change">A change of a new account and of the organization.</param>
    /// <param name="name">The account's name.</param>
    /// <param name="email">Its email address, which no other account has; null for none.</param>
    /// <param name="roleName">The role's name.</param>
    /// <param name="tags">Tags of the account in the organization.</param>
    public static void Create(Change change, string name, string? email, string roleName, ImmutableArray<Tag> tags)
    {
        var organization = change.Organization!;
        var account = change.Account;
        change.Put(
            new RootUser
            {
                AccountName = name,
                Email = email,
                CreateDate = change.Time,
            }
        );
        change.Claim(NameKind.Account, account.Id);
        if (email is not null)
            change.Claim(NameKind.Email, email.ToLowerInvariant());
        change.Put(
            new Role
            {
                Name = roleName,
                Path = "/",
                Id = UniqueId.New(UniqueId.Role),
                Arn = Arn.Parse($"arn:aws:iam::{account.Id}:role/{roleName}"),
                CreateDate = change.Time,
                Trust = new TrustPolicy(
                    PolicyText.Of(
                        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"""
                            + $$"""{"AWS":"arn:aws:iam::{{organization.ManagementAccountId}}:root"},"Action":"sts:AssumeRole"}]}"""
                    ),
                    ImmutableDictionary<string, string>.Empty
                ),
                AttachedPolicies = [Administrator],
            }
        );
        Join(change, change.Account, Member.Created, tags);
    }

    const string Service = "organizations.amazonaws.com";

    /// <summary>
    /// Makes the role AWSServiceRoleForOrganizations, which an account gets when it creates an organization, is created in one or joins one
    /// (<see href="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrate_services.html"/>).
    /// </summary>
    static void PutServiceLinkedRole(Change change)
    {
        var template = Core.Catalog.ServiceLinkedRoles.Find(Service)!;
        if (change.Account.Roles.Find(template.RoleName) is null)
            change.Put(
                LinkedRole.New(change.Account, template, template.RoleName, "Service-linked role used by AWS Organizations", change.Time)
            );
    }

    /// <summary>
    /// Makes the role AWSServiceRoleForOrganizations of the caller's account, where it is missing, for a caller who may create it
    /// (<see href="https://docs.aws.amazon.com/organizations/latest/APIReference/API_AcceptHandshake.html"/>).
    /// </summary>
    /// <exception cref="Wire.ApiException">AccessDeniedForDependencyException: the caller may not.</exception>
    public static void DemandServiceLinkedRole(Change change)
    {
        var template = Core.Catalog.ServiceLinkedRoles.Find(Service)!;
        if (change.Account.Roles.Find(template.RoleName) is not null)
            return;
        var call = change.Call;
        var needed = new Access(Iam.Actions.CreateServiceLinkedRole, LinkedRole.Arn(change.Account, Service, template.RoleName))
        {
            Keys = [("iam:AWSServiceName", Service)],
        };
        if (call.Gate.FindDenial(call, needed) is not null)
            throw Errors.AccessDeniedForDependencyException(
                "The request failed because your credentials do not have permission to create the service-linked role required by AWS "
                    + "Organizations.",
                AccessDeniedForDependencyExceptionReason.AccessDeniedDuringCreateServiceLinkedRole
            );
        PutServiceLinkedRole(change);
    }

    /// <summary>Makes the change's account a member of the change's organization, directly below the root.</summary>
    public static void Join(Change change, Account account, string method, ImmutableArray<Tag> tags)
    {
        PutServiceLinkedRole(change);
        change.Put(new Membership(change.Organization!.Id));
        change.Put(
            new Member
            {
                Id = account.Id,
                Name = account.Root!.AccountName,
                Email = EmailOf(account),
                ParentId = change.Organization.Settings!.RootId,
                JoinedMethod = method,
                JoinedAt = change.Time,
                Tags = tags,
            }
        );
    }

    /// <summary>Removes an account from its organization, and everything that the organization stores about it.</summary>
    public static void Leave(Change change, Member member)
    {
        change.Remove(change.Account.Membership!);
        change.Remove(member);
    }

    const string NoEmailDomain = "@mantle.invalid";

    /// <summary>The account's email address, or one made of its id where it has none.</summary>
    public static string EmailOf(Account account) => account.Root!.Email ?? account.Id + NoEmailDomain;

    /// <summary>The account with an email address; null when there is none.</summary>
    public static async ValueTask<AccountId?> OfEmailAsync(Call c, string email)
    {
        if (await c.View.FindOwnerAsync(NameKind.Email, email.ToLowerInvariant()) is { } owner)
            return owner;
        return email.EndsWith(NoEmailDomain, StringComparison.OrdinalIgnoreCase)
            ? await c.View.FindOwnerAsync(NameKind.Account, email[..^NoEmailDomain.Length])
            : null;
    }

    /// <summary>Whether one more account, invited or created, exceeds the quota.</summary>
    public static bool IsFull(Organization organization, MantleSettings settings, DateTimeOffset time)
    {
        var most = settings.AccountsPerOrganization;
        if (organization.Members.Count + organization.PendingInvitations < most)
            return false;
        // Invitations expire without a write, so some of the open ones may have expired.
        return organization.Members.Count
                + organization.Handshakes.All.Count(handshake =>
                    handshake.Action == ActionType.Invite && handshake.StateAt(time) == HandshakeRecord.Open
                )
            >= most;
    }
}
