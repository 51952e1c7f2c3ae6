namespace Mantle.Policy;

/// <summary>The messages of AWS's <c>MalformedPolicyDocument</c> error that contain no values.</summary>
static class AwsMessages
{
    public const string InvalidJson = "This policy contains invalid Json";
    public const string Syntax = "Syntax errors in policy.";
    public const string LegacyParsing = "The policy failed legacy parsing";
    public const string Version = "Policy document must be version 2012-10-17 or greater.";
    public const string NoActions = "Policy statement must contain actions.";
    public const string NoResources = "Policy statement must contain resources.";
    public const string ActionVendor = "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.";
    public const string ActionColon = "Actions/Condition can contain only one colon.";
    public const string ConditionColon = "Condition can contain only one colon.";
    public const string ResourceVendor = "Resource vendor must be fully qualified and cannot contain regexes.";
    public const string DuplicateSid = "Statement IDs (SID) in a single policy must be unique.";
    public const string InvalidSid =
        "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression " + "[0-9A-Za-z]*";
    public const string AssumeRoleActions = "AssumeRole policy may only specify STS AssumeRole actions.";
    public const string PrincipalInIdentityPolicy = "Policy document should not specify a principal.";
    public const string MissingPrincipal = "Missing required field Principal";
    public const string ProhibitedResource = "Has prohibited field Resource";
    public const string ProhibitedNotResource = "Has prohibited field NotResource";
    public const string ProhibitedNotPrincipal = "Has prohibited field NotPrincipal";
    public const string NoPrincipals =
        "Invalid principal in policy: com.amazon.balsa.error.InvalidPolicyException: The passed in policy has a statement with no "
        + "principals!";
    public const string StarPrincipal = "AssumeRolepolicy contained an invalid principal: \"STAR\":\"*\".";
    public const string FederatedPrincipal = "Federated principals must be valid domain names or SAML metadata ARNs";

    /// <summary>AWS Organizations' only message for an invalid control policy.</summary>
    public const string ControlPolicy = "The provided policy document does not meet the requirements of the specified policy type.";
    public const string IamResourcePath =
        "IAM resource path must either be \"*\", root, or start with user/, federated-user/, role/, group/, instance-profile/, mfa/, "
        + "server-certificate/, policy/, sms-mfa/, saml-provider/, oidc-provider/, report/, access-report/.";
}
