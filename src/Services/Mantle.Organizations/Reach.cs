namespace Mantle.Organizations;

/// <summary>
/// Who of an organization may call an operation, policies of its account permitting
/// (<see href="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_delegate_policies.html"/>).
/// </summary>
enum Reach
{
    /// <summary>The management account.</summary>
    Management,

    /// <summary>The management account, and whom the organization's resource policy allows it.</summary>
    PolicyAdministrators,

    /// <summary>The management account, delegated administrators of any service, and whom the resource policy allows it.</summary>
    DelegatedAdministrators,

    /// <summary>Every account.</summary>
    Everyone,
}
