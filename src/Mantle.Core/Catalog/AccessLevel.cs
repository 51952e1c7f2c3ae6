namespace Mantle.Core.Catalog;

/// <summary>
/// The access level of an action
/// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_understand-policy-summary-access-level-summaries.html"/>).
/// </summary>
public enum AccessLevel
{
    Read,
    List,
    Write,
    Tagging,
    PermissionsManagement,
}
