namespace Mantle.Iam.Entities;

/// <summary>Kinds of names that IAM keeps unique across accounts.</summary>
static class IamNames
{
    /// <summary>Account aliases.</summary>
    public const string Alias = "alias";

    /// <summary>Ids of the accounts' own issuers (outbound federation).</summary>
    public const string Issuer = "issuer";

    /// <summary>Ids of delegation requests; the requesting account owns the name.</summary>
    public const string DelegationRequest = "delegation-request";

    /// <summary>Delegation requests by their owner account, <c>ACCOUNT/ID</c>; here too the requesting account owns the name.</summary>
    public const string TakenDelegationRequest = "taken-delegation-request";
}
