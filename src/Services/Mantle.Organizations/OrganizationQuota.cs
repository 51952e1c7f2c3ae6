using Mantle.Core.Organizations;

namespace Mantle.Organizations;

/// <summary>
/// AWS's quotas (<see href="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html"/>). A setting of the
/// server limits how many accounts an organization can have.
/// </summary>
static class OrganizationQuota
{
    public const int Units = 2_000,
        Policies = 1_000,
        ServiceControlPolicies = 10_000,
        ResourcePolicyCharacters = 40_000;

    /// <summary>Days until an invitation, or a request to enable all features, expires.</summary>
    public const int InvitationDays = 15,
        AllFeaturesDays = 90;

    /// <summary>Days for which an ended handshake is still listed.</summary>
    public const int EndedHandshakeDays = 30;

    public static int PoliciesOf(string type) => type == ControlPolicies.ServiceControl ? ServiceControlPolicies : Policies;

    /// <summary>
    /// How many policies of a type can be attached to one target, AWS's own included. AWS raised service control policies from five on 15
    /// May 2026: https://aws.amazon.com/about-aws/whats-new/2026/05/aws-organizations-increased-scp-quotas/.
    /// </summary>
    public static int AttachmentsOf(string type) =>
        type is ControlPolicies.ResourceControl or "AISERVICES_OPT_OUT_POLICY" or "CHATBOT_POLICY" ? 5 : 10;

    /// <summary>Longest document of a type, in characters, white space included.</summary>
    public static int DocumentOf(string type) =>
        type switch
        {
            // AWS doubled it on 15 May 2026, as it did their attachments, but not for resource control policies.
            ControlPolicies.ServiceControl => 10_240,
            ControlPolicies.ResourceControl => 5_120,
            "AISERVICES_OPT_OUT_POLICY" => 2_500,
            _ => 10_000,
        };

    /// <summary>Accounts that can be closed within 30 days: a tenth of them, but 10 at least and 1,000 at most.</summary>
    public static int Closures(int members) => Math.Clamp(members / 10, 10, 1_000);
}
