namespace Mantle.Core.Catalog;

/// <summary>
/// What an action does to a resource
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
