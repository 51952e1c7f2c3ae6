namespace Mantle.Iam.Entities;

/// <summary>Kinds of IAM's names that are unique across accounts.</summary>
static class IamNames
{
    /// <summary>Aliases of accounts.</summary>
    public const string Alias = "alias";

    /// <summary>Ids of the issuers that accounts have for outbound federation.</summary>
    public const string Issuer = "issuer";

    /// <summary>Ids of delegation requests; they are the requesting account's.</summary>
    public const string DelegationRequest = "delegation-request";

    /// <summary>
    /// Delegation requests by the account that took them on, <c>ACCOUNT/ID</c>; they too are the requesting account's.
    /// </summary>
    public const string TakenDelegationRequest = "taken-delegation-request";
}
