namespace Mantle.Policy;

/// <summary>AWS's global condition keys, so that a <see cref="RequestContext"/> can switch on them.</summary>
/// <remarks>
/// A member's name is the key's name after <c>aws:</c>, capitalized. See
/// <see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html">
/// AWS global condition context keys</see>.
/// </remarks>
public enum GlobalConditionKey
{
    /// <summary>Not a global key: a key of a service or identity provider, or an unknown key.</summary>
    None,
#pragma warning disable CS1591 // the names are AWS's own, described on the page above
    AssumedRoot,
    CalledVia,
    CalledViaAWSMCP,
    CalledViaFirst,
    CalledViaLast,
    ChatbotSourceArn,
    CurrentTime,
    Ec2InstanceSourcePrivateIPv4,
    Ec2InstanceSourceVpc,
    EpochTime,
    FederatedProvider,
    IsMcpServiceAction,
    MultiFactorAuthAge,
    MultiFactorAuthPresent,
    PrincipalAccount,
    PrincipalArn,
    PrincipalIsAWSService,
    PrincipalOrgID,
    PrincipalOrgPaths,
    PrincipalServiceName,
    PrincipalServiceNamesList,
    PrincipalTag,
    PrincipalType,
    Referer,
    RequestedRegion,
    RequestTag,
    ResourceAccount,
    ResourceOrgID,
    ResourceOrgPaths,
    ResourceTag,
    SecureTransport,
    SignInSessionArn,
    SourceAccount,
    SourceArn,
    SourceIdentity,
    SourceIp,
    SourceOrgID,
    SourceOrgPaths,
    SourceVpc,
    SourceVpcArn,
    SourceVpce,
    TagKeys,
    TokenIssueTime,
    UserAgent,
    Userid,
    Username,
    ViaAWSMCPService,
    ViaAWSService,
    VpceAccount,
    VpceOrgID,
    VpceOrgPaths,
    VpcSourceIp,
#pragma warning restore CS1591
}
