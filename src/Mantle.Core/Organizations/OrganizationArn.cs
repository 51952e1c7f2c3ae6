namespace Mantle.Core.Organizations;

/// <summary>
/// ARNs of an organization's resources. All contain the management account's id
/// (<see href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsorganizations.html"/>).
/// </summary>
public static class OrganizationArn
{
    public static string Of(Organization organization) => Make(organization, "organization", organization.Id);

    public static string OfTarget(Organization organization, PolicyTarget target) =>
        target switch
        {
            Member member => OfAccount(organization, member.AccountId),
            Unit { IsRoot: true } => Make(organization, "root", $"{organization.Id}/{target.Id}"),
            _ => OfUnit(organization, target.Id),
        };

    public static string OfAccount(Organization organization, AccountId accountId) =>
        Make(organization, "account", $"{organization.Id}/{accountId}");

    public static string OfUnit(Organization organization, string unitId) => Make(organization, "ou", $"{organization.Id}/{unitId}");

    public static string OfPolicy(Organization organization, OrganizationPolicy policy) => OfPolicy(organization, policy.Type, policy.Id);

    public static string OfPolicy(Organization organization, string type, string id) =>
        Make(organization, "policy", $"{organization.Id}/{type.ToLowerInvariant()}/{id}");

    public static string OfHandshake(Organization organization, HandshakeRecord handshake) =>
        Make(organization, "handshake", $"{organization.Id}/{handshake.Action.ToLowerInvariant()}/{handshake.Id}");

    public static string OfResourcePolicy(Organization organization, string id) =>
        Make(organization, "resourcepolicy", $"{organization.Id}/{id}");

    /// <summary>
    /// ARN of a transfer. <c>inbound</c> is the view of the organization that takes the responsibility over, <c>outbound</c> of the other
    /// one.
    /// </summary>
    public static string OfTransfer(Organization viewer, TransferRecord transfer, bool inbound) =>
        Make(viewer, "transfer", $"{viewer.Id}/{transfer.Type.ToLowerInvariant()}/{(inbound ? "inbound" : "outbound")}/{transfer.Id}");

    static string Make(Organization organization, string type, string rest) =>
        $"arn:aws:organizations::{organization.ManagementAccountId}:{type}/{rest}";
}
