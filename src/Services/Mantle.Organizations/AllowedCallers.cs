namespace Mantle.Organizations;

/// <summary>
/// The accounts of an organization that may call an operation; the caller also needs a policy that allows it
/// (<see href="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_delegate_policies.html"/>).
/// </summary>
enum AllowedCallers
{
    /// <summary>The management account.</summary>
    Management,

    /// <summary>The management account, and members that the organization's resource policy allows it.</summary>
    PolicyAdministrators,

    /// <summary>The management account, delegated administrators of any service, and members that the resource policy allows it.</summary>
    DelegatedAdministrators,

    /// <summary>Every account.</summary>
    Everyone,
}
